// Processor time that processes of this machine have taken, which the machine's other work hardly moves (Linux).
import { readFileSync, readdirSync } from 'node:fs';

const TICKS_A_SECOND = 100;

// Of a process: its parent, and the ticks of itself and of those of its children that have ended.
function statusOf(pid) {
  // The name, in brackets, may hold spaces: what counts comes after it.
  const words = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ');
  return { parent: Number(words[1]), ticks: words.slice(11, 15).reduce((sum, word) => sum + Number(word), 0) };
}

// Seconds that the process and its children have taken since they began.
export function processorSeconds(pid) {
  let ticks = statusOf(pid).ticks;
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      const status = statusOf(name);
      if (status.parent === pid) ticks += status.ticks;
    } catch {
      // It has ended since: its parent counts it.
    }
  }
  return ticks / TICKS_A_SECOND;
}
