// `eteinen hours` against the npm package opening_hours: generated schedules at random moments of six years, clock-change
// nights, holidays and dated closures included. What the two mean differently is told where it is left out.
process.env.TZ = 'Europe/Helsinki'; // opening_hours counts in the process's zone

import assert from 'node:assert/strict';
import test from 'node:test';
import OpeningHours from 'opening_hours';
import { ask, randomFrom } from './eteinen.mjs';

const SCHEDULES = 3000;
const MOMENTS = 12; // of each schedule
const FIRST_YEAR = 2024;
const YEARS = 6;
const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const THEIRS = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const FINLAND = { address: { country_code: 'fi', country: 'Finland', state: 'Kanta-Häme' } };

const clock = (minutes) => `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

// Nights of a clock change, from the evening before to the noon after.
function changeNights() {
  const nights = [];
  for (let year = FIRST_YEAR; year < FIRST_YEAR + YEARS; year++) {
    for (const month of [2, 9]) {
      const last = new Date(year, month + 1, 0);
      nights.push(new Date(year, month, last.getDate() - last.getDay(), 0, 0));
    }
  }
  return nights;
}
const nights = changeNights();

function momentOf(pick) {
  if (pick(0, 3) === 0) return new Date(nights[pick(0, nights.length - 1)].getTime() + pick(-4 * 60, 14 * 60) * 60_000);
  const start = new Date(FIRST_YEAR, 0, 1).getTime();
  return new Date(start + pick(0, YEARS * 365 * 96) * 15 * 60_000);
}

// A quarter of an hour of the day, but none within the hour that clock changes skip or repeat: there opening_hours takes
// what JavaScript's Date makes of such a time, and ours the face of the clock.
function quarterOf(pick, from, to) {
  for (;;) {
    const quarter = pick(from, to);
    if (quarter <= 12 || quarter >= 16) return quarter * 15;
  }
}

// Hours over midnight around a day of 23 hours: opening_hours counts that day's minutes to 24 hours and is an hour off at
// its end. Left out, and counted.
const shortDays = nights.filter((night) => night.getMonth() === 2).map((night) => night.getTime());
const isNearShortDay = (time) => shortDays.some((day) => day <= time && time < day + 36 * 3_600_000);

// One schedule in both notations. Overnight hours go without holidays and closures: to opening_hours a night belongs to
// the day on which it begins, to ours a closed day is closed from midnight to midnight.
function scheduleOf(pick) {
  const overnight = pick(0, 2) === 0;
  const rules = [];
  const availableTime = [];
  for (let i = pick(1, 3); i > 0; i--) {
    const days = DAYS.map((_, day) => day).filter(() => pick(0, 1) === 1);
    if (days.length === 0) days.push(pick(0, 6));
    const start = quarterOf(pick, 0, 92);
    const end = overnight ? quarterOf(pick, 0, 95) : quarterOf(pick, start / 15 + 1, 95);
    if (end === start) continue;
    const daysOfWeek = days.map((day) => DAYS[day]);
    availableTime.push({ daysOfWeek, availableStartTime: `${clock(start)}:00`, availableEndTime: `${clock(end)}:00` });
    rules.push(`${days.map((day) => THEIRS[day]).join(',')} ${clock(start)}-${clock(end)}`);
  }
  if (rules.length === 0) return scheduleOf(pick);
  let text = rules.join(', ');
  const notAvailable = [];
  let publicHolidays = 'open';
  if (!overnight && pick(0, 1) === 1) {
    publicHolidays = 'closed';
    // The two eves are no public holidays: Christmas Eve has its date, Midsummer Eve is the Friday of 19–25 June.
    text += '; PH off; Dec 24 off; Jun 19-25 Fr off';
  }
  if (!overnight && pick(0, 2) === 0) {
    const first = new Date(FIRST_YEAR + pick(0, YEARS - 1), pick(0, 11), pick(1, 28));
    const last = new Date(first.getFullYear(), first.getMonth(), first.getDate() + pick(1, 20));
    const theirs = (day) => `${day.getFullYear()} ${MONTHS[day.getMonth()]} ${String(day.getDate()).padStart(2, '0')}`;
    const ours = (day) =>
      `${day.getFullYear()}-${String(day.getMonth() + 1).padStart(2, '0')}-${String(day.getDate()).padStart(2, '0')}`;
    text += `; ${theirs(first)}-${theirs(last)} off`;
    notAvailable.push({ description: 'closed', during: { start: ours(first), end: ours(last) } });
  }
  return { text, availability: { availableTime, notAvailable, publicHolidays } };
}

test(`${SCHEDULES} schedules are open when opening_hours says so, and change when it says so`, () => {
  const pick = randomFrom(20261122);
  const lines = [];
  const texts = [];
  const overnight = [];
  for (let i = 0; i < SCHEDULES; i++) {
    const { text, availability } = scheduleOf(pick);
    texts.push(text);
    overnight.push(availability.availableTime.some((rule) => rule.availableEndTime < rule.availableStartTime));
    lines.push({ availability, at: Array.from({ length: MOMENTS }, () => momentOf(pick).toISOString()) });
  }
  const replies = ask('hours', lines);
  let compared = 0;
  let leftOut = 0;
  for (const [i, { at }] of lines.entries()) {
    const theirs = new OpeningHours(texts[i], FINLAND);
    for (const [k, moment] of at.entries()) {
      const ours = replies[i].states[k];
      const when = new Date(moment);
      const where = `${texts[i]} at ${when.toString()}`;
      const change = theirs.getNextChange(when);
      const expected = change === undefined ? undefined : change.getTime();
      const found = ours.until ?? ours.opensAt;
      if (overnight[i] && [when.getTime(), expected, Date.parse(found)].some(isNearShortDay)) {
        leftOut += 1;
        continue;
      }
      assert.equal(ours.open, theirs.getState(when), where);
      assert.equal(found === undefined ? undefined : Date.parse(found), expected, `${where}: ${JSON.stringify(ours)}`);
      compared += 1;
    }
  }
  assert.equal(compared + leftOut, SCHEDULES * MOMENTS);
  assert.ok(leftOut < 0.06 * SCHEDULES * MOMENTS, `${leftOut} left out`);
});
