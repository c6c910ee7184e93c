// The way to every screen of the app, in one visit: each stop is reached from the one before. Nodes are pressed by their
// keys; the keyboard journeys are walk.mjs's and others' work.
import { Resident } from './driver.mjs';

// After so long a wait has to say what is waited for; a little more than a second, as the machine may be busy.
const SILENCE_MS = 1500;

export class Visit extends Resident {
  // `lesser`: the address of a backend whose engine neither holds nor moves, for those stops that need it. `listens`:
  // whether every wait has to say what is waited for, which shows with a slow backend.
  constructor(page, folder, lesser, listens = false) {
    super(page, folder);
    this.lesser = lesser;
    this.listens = listens;
    this.waits = new Set();
  }

  // Presses what leads on, and waits for the screen whose node is named.
  async go(key, next) {
    await (await this.sees(key)).click();
    if (this.listens) await this.hearsOfTheWait(key, next);
    await this.sees(next);
  }

  async hearsOfTheWait(key, next) {
    const is = (timeout) => this.page.waitForSelector(`[data-key="${next}"]`, { timeout }).then(() => true, () => false);
    if (await is(SILENCE_MS)) return;
    const said = await this.page.evaluate(() =>
      [...document.querySelectorAll('[role="status"]')]
        .filter((one) => one.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
        .map((one) => one.innerText.trim())
        .find((text) => text !== ''),
    );
    if (said !== undefined) this.waits.add(said);
    else if (!(await is(0.1))) throw new Error(`after ${key} nothing says what is waited for`);
  }

  // The name in the banner leads to the start page.
  home(next) {
    return this.go('banner', next);
  }

  async fill(key, text) {
    await (await this.sees(key)).fill(text);
  }

  // The first of the nodes whose keys begin so.
  async first(beginning, not = /$^/) {
    const key = (await this.keys(beginning)).find((one) => !not.test(one));
    if (key === undefined) throw new Error(`nothing begins with ${beginning}`);
    return key;
  }

  // The last of the day's vaccination times: not the first, which may come too near for booking while the tour is on its way to it.
  async aTime() {
    const times = await this.keys('slots.kausirokotus.');
    if (times.length === 0) throw new Error('there are no times');
    return times.at(-1);
  }

  // The start page, with nothing left from before.
  async beginAnew() {
    const { origin } = new URL(this.page.url());
    await this.page.evaluate(() => sessionStorage.clear());
    await this.open(`${origin}/`);
    await this.sees('start.symptoms');
  }

  async choose(question, value) {
    await (await this.sees(`${question}.${value}`)).check();
  }

  // Without the network that the backend's data comes by, from here on or no longer.
  async offline(is) {
    const data = '**/fhir/**';
    if (is) await this.page.route(data, (route) => route.abort('internetdisconnected'));
    else await this.page.unroute(data);
  }
}

const NO_APPOINTMENT = /^appointments\.(coming|past|none|book)$/;

// name → how to get there from the stop before. `h1` is told by the screen itself; that it is there is checked by who
// visits.
export const STOPS = [
  ['start', async () => {}],
  ['more', (visit) => visit.go('start.more', 'more.settings')],
  ['settings', (visit) => visit.go('more.settings', 'settings.shared.yes')],
  ...['accessibility', 'privacy', 'digital-support', 'services'].map((page) => [page, async (visit) => {
    await visit.go('back', `pages.${page}`);
    await visit.go(`pages.${page}`, 'page.block1');
  }]),
  ['contact', async (visit) => {
    await visit.home('start.contact');
    await visit.go('start.contact', 'contact.place');
    await (await visit.sees('contact.place')).selectOption('Riihimäki');
    await visit.page.waitForSelector('.app-channel');
  }],
  ['channel', async (visit) => visit.go(await visit.first('choose.'), 'back')],
  ['offline', async (visit) => {
    await visit.home('start.booking');
    await visit.offline(true);
    await visit.page.reload();
    await visit.go('start.booking', 'problem.retry');
  }],
  ['feedback', async (visit) => {
    await visit.offline(false);
    await visit.home('start.feedback');
    await visit.go('start.feedback', 'q.target');
  }],
  ['code', async (visit) => {
    await visit.home('start.booking');
    await visit.go('start.booking', 'code.enter');
    await visit.go('code.enter', 'code');
  }],
  ['symptoms', async (visit) => {
    await visit.home('start.symptoms');
    await visit.go('start.symptoms', 'symptoms.symptom-chest');
  }],
  ['question-error', async (visit) => {
    await (await visit.sees('symptoms.symptom-chest')).check();
    await visit.go('form.submit', 'q.about.age');
    await visit.go('form.submit', 'errors');
  }],
  ['danger-signs', async (visit) => {
    await visit.fill('q.about.age', '60');
    await visit.choose('q.about.sex', 'male');
    await visit.go('form.submit', 'q.danger.chest');
  }],
  ['emergency', async (visit) => {
    // Not `check`, which would look at the box again: the screen is another one at once.
    await visit.go('q.danger.chest', 'emergency.call');
  }],
  ['question', async (visit) => {
    await visit.beginAnew();
    await visit.go('start.findrisc', 'q.age');
    await visit.fill('q.age', '52');
    await visit.go('form.submit', 'q.sex.female');
    await visit.choose('q.sex', 'female');
    await visit.go('form.submit', 'q.height');
  }],
  ['place', async (visit) => {
    await visit.fill('q.height', '165');
    await visit.fill('q.weight', '78');
    await visit.go('form.submit', 'q.waist');
    await visit.fill('q.waist', '85');
    await visit.go('form.submit', 'q.activity.false');
    for (const question of ['activity', 'vegetables', 'medicine', 'glucose']) {
      await visit.choose(`q.${question}`, 'false');
      await (await visit.sees('form.submit')).click();
    }
    await visit.choose('q.family', 'none');
    await visit.go('form.submit', 'place.Forssa');
  }],
  ['result', async (visit) => {
    await visit.choose('place', 'Forssa');
    await visit.go('form.submit', 'result.total');
  }],
  ['chat-handover', async (visit) => {
    // Whatever the language of the screen: the chat is served in Finnish.
    await (await visit.sees('reach.language')).selectOption('fi');
    await visit.go('choose.terveys-chat-nurse', 'channel.start');
  }],
  ['identify', async (visit) => {
    await visit.home('person');
    await visit.go('person', 'test-persons.aino-esimerkki');
  }],
  ['persons', (visit) => visit.go('test-persons.aino-esimerkki', 'persons.onni-esimerkki')],
  ['other-ways', (visit) => visit.go('other-ways', 'other-ways.who')],
  ['forms', async (visit) => {
    await visit.go('back', 'persons.aino-esimerkki');
    await visit.go('persons.aino-esimerkki', 'start.forms');
    await visit.go('start.forms', 'forms.contact-other');
  }],
  ['form', async (visit) => {
    await visit.go('forms.contact-other', 'q.urgent.false');
    await visit.choose('q.urgent', 'false');
    await visit.go('form.submit', 'q.topic.prescription');
  }],
  ['drafts', async (visit) => {
    await visit.home('start.symptoms');
    await visit.first('draft.continue.');
  }],
  ['review', async (visit) => {
    await visit.go(await visit.first('draft.continue.'), 'q.topic.prescription');
    await visit.choose('q.topic', 'prescription');
    await (await visit.sees('form.submit')).click();
    await visit.fill('q.message', 'Resepti on vanhentunut.');
    await (await visit.sees('form.submit')).click();
    await (await visit.sees('q.answer-by.message')).check();
    await visit.go('form.submit', 'form.send');
  }],
  ['sent', (visit) => visit.go('form.send', 'sent.answers')],
  ['response', async (visit) => {
    await visit.go('start.forms', 'forms.contact-other');
    await visit.go(await visit.first('responses.'), 'sent.answers');
  }],
  ['care-paths', async (visit) => {
    await visit.home('start.more');
    await visit.go('start.more', 'pages.care-paths');
    await visit.go('pages.care-paths', 'page.block1');
  }],
  ['bookable', async (visit) => {
    await visit.home('person');
    await visit.go('person', 'persons.onni-esimerkki');
    await visit.go('persons.onni-esimerkki', 'start.booking');
    await visit.go('start.booking', 'services.kausirokotus');
  }],
  ['slots', (visit) => visit.go('services.kausirokotus', 'slots')],
  ['together', async (visit) => {
    await visit.choose('together', 'venla-esimerkki');
    await visit.sees('together.times');
  }],
  ['check', async (visit) => {
    await (await visit.sees('together.venla-esimerkki')).uncheck();
    await visit.go(await visit.aTime(), 'booking.confirm');
    await visit.sees('booking.hold');
  }],
  ['booked', (visit) => visit.go('booking.confirm', 'booked')],
  ['refused', async (visit) => {
    await visit.home('start.booking');
    await visit.go('start.booking', 'services.kausirokotus');
    await visit.go('services.kausirokotus', 'no-booking.reason');
  }],
  ['appointments', async (visit) => {
    await visit.home('start.appointments');
    await visit.go('start.appointments', 'appointments.coming');
  }],
  ['appointment', async (visit) => {
    const key = await visit.first('appointments.', NO_APPOINTMENT);
    await visit.go(key, 'appointment.cancel');
  }],
  ['cancel', (visit) => visit.go('appointment.cancel', 'cancel.confirm')],
  ['cancelled', (visit) => visit.go('cancel.confirm', 'cancelled')],
  ['ended', async (visit) => {
    await visit.home('start.booking');
    await visit.go('start.booking', 'services.kausirokotus');
    await visit.page.context().clearCookies();
    // As when the page comes back from the browser's memory: it asks who is here.
    await visit.page.evaluate(() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })));
    await visit.sees('session.identify');
  }],
  ['chat', async (visit) => {
    await visit.page.evaluate(() => sessionStorage.clear());
    await visit.page.goto(`${new URL(visit.page.url()).origin}/chat.html`);
    await visit.sees('chat.need.health');
  }],
  ['swap', async (visit) => {
    await visit.page.goto(visit.lesser);
    await visit.go('person', 'test-persons.helena-kokeilu');
    await visit.go('test-persons.helena-kokeilu', 'persons.helena-kokeilu');
    await visit.go('persons.helena-kokeilu', 'start.booking');
    await visit.go('start.booking', 'services.kausirokotus');
    await visit.go('services.kausirokotus', 'slots');
    await visit.go(await visit.aTime(), 'booking.confirm');
    await visit.go('booking.confirm', 'booked');
    await visit.home('start.appointments');
    await visit.go('start.appointments', 'appointments.coming');
    await visit.go(await visit.first('appointments.', NO_APPOINTMENT), 'appointment.cancel');
    await visit.go('appointment.move', 'move.now');
    // Of the first time there may be two, with two nurses: another hour.
    await visit.go((await visit.keys('slots.kausirokotus.'))[5], 'swap.note');
    await visit.go('booking.confirm', 'swap.warning');
  }],
];

// The core's screens that no stop shows, by their addresses, and why.
export const LEFT_OUT = {};
