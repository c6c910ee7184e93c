// `eteinen holidays` against the npm package date-holidays, year by year to 2100.
import assert from 'node:assert/strict';
import test from 'node:test';
import Holidays from 'date-holidays';
import { ask } from './eteinen.mjs';

const FIRST = 1955; // since then Midsummer and All Saints' are Saturdays, as the rule of today has them
const LAST = 2100;
const years = Array.from({ length: LAST - FIRST + 1 }, (_, i) => FIRST + i);
const theirs = new Holidays('FI');
const day = (holiday) => holiday.date.slice(0, 10);

test(`the statutory holidays of ${FIRST}–${LAST} and the two eves are those of date-holidays`, () => {
  const replies = ask('holidays', years.map((year) => ({ year })));
  let compared = 0;
  for (const [i, year] of years.entries()) {
    const expected = theirs.getHolidays(year);
    const dates = (list) => [...new Set(list.map(day))].sort();
    const ours = replies[i].holidays;
    assert.deepEqual(dates(ours.filter((one) => one.statutory)), dates(expected.filter((one) => one.type === 'public')),
      `statutory holidays of ${year}`);
    const eves = expected.filter((one) => one.type === 'bank' && !/uudenvuodenaatto/i.test(one.name));
    assert.deepEqual(dates(ours.filter((one) => !one.statutory)), dates(eves), `eves of ${year}`);
    compared += ours.length;
  }
  assert.equal(compared, years.length * 15);
});
