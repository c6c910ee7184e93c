// The chat desk: what waits arrives as events; what one takes is shown, and is gone from the list for everybody.
// The key stays in the memory of this page and goes along in a header. Everything is shown as text, never as markup.
const AGAIN_MS = 3000;

const byId = (id) => document.getElementById(id);
let key = '';
// What this desk calls itself: an answer that was lost may be asked for again by the one who took the matter.
const desk = crypto.randomUUID();

byId('enter').addEventListener('submit', (event) => {
  event.preventDefault();
  key = byId('key').value;
  byId('key').value = '';
  void listen();
});

const say = (text) => {
  byId('state').textContent = text;
};

const headers = () => ({ authorization: `Bearer ${key}` });

async function listen() {
  let refused = false;
  try {
    const answer = await fetch('/desk/events', { headers: headers(), cache: 'no-store' });
    refused = answer.status === 401 || answer.status === 404 || answer.status === 429;
    if (answer.ok) {
      byId('enter').hidden = true;
      byId('desk').hidden = false;
      await read(answer.body);
    }
  } catch {
    // The line was cut: tried again below.
  }
  if (refused) {
    say('Avain ei kelpaa.');
    return;
  }
  say('Yhteys katkesi. Yritetään uudelleen.');
  setTimeout(() => void listen(), AGAIN_MS);
}

// Server-sent events, read from the stream: an EventSource could not carry the key in a header.
async function read(stream) {
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    rest += value;
    for (let end = rest.indexOf('\n\n'); end >= 0; end = rest.indexOf('\n\n')) {
      const data = rest.slice(0, end).split('\n').find((line) => line.startsWith('data: '));
      rest = rest.slice(end + 2);
      if (data !== undefined) show(JSON.parse(data.slice('data: '.length)));
    }
  }
}

function show(waiting) {
  say(waiting.length === 0 ? 'Ketään ei odota.' : `Odottaa: ${waiting.length}`);
  byId('waiting').replaceChildren(
    ...waiting.map((one) => {
      const item = document.createElement('li');
      const button = document.createElement('button');
      button.dataset.id = one.id;
      button.textContent = `${one.channel} – ${one.urgency} – ${one.need} – ${one.language} – ${one.received}`;
      button.addEventListener('click', () => void take(one));
      item.append(button);
      return item;
    }),
  );
}

async function take(one) {
  let answer;
  try {
    const address = `/desk/handovers/${encodeURIComponent(one.id)}/take`;
    answer = await fetch(address, { method: 'POST', headers: { ...headers(), 'idempotency-key': desk } });
  } catch {
    say('Yhteys katkesi. Avaa asia uudelleen.');
    return;
  }
  if (!answer.ok) {
    say(
      answer.status === 404
        ? 'Asiaa ei enää ole: joku muu on ottanut sen, tai sen aika on loppunut.'
        : 'Asiaa ei saatu. Yritä hetken kuluttua uudelleen.',
    );
    return;
  }
  const message = await answer.json();
  byId('matter').hidden = false;
  byId('matter').lang = one.language || 'fi';
  byId('matter-about').textContent = `${one.channel} – ${one.received}`;
  byId('matter-text').textContent = message.payload[0].contentString;
  byId('matter-title').focus();
}
