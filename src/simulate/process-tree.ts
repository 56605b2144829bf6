import { readdirSync, readFileSync } from 'node:fs';

/** CPU seconds and resident bytes of this process and all its descendants. */
export interface TreeUsage {
  cpuSeconds: number;
  memory: number;
}

/** Linux reports CPU time in these ticks, whatever the kernel's own tick is. */
const TICKS_PER_SECOND = 100;

/** On systems other than Linux, this process alone. */
export function treeUsage(): TreeUsage {
  if (process.platform !== 'linux') {
    const { user, system } = process.cpuUsage();
    return { cpuSeconds: (user + system) / 1e6, memory: process.memoryUsage.rss() };
  }
  return linuxTree(process.pid);
}

interface Stat {
  parent: number;
  ticks: number;
  pages: number;
}

const PAGE_BYTES = 4096;

function linuxTree(root: number): TreeUsage {
  const stats = new Map<number, Stat>();
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    const stat = Number.isInteger(pid) ? readStat(pid) : null;
    if (stat !== null) stats.set(pid, stat);
  }
  const sum: TreeUsage = { cpuSeconds: 0, memory: 0 };
  for (const [pid, stat] of stats) {
    if (!isBelow(pid, root, stats)) continue;
    sum.cpuSeconds += stat.ticks / TICKS_PER_SECOND;
    sum.memory += stat.pages * PAGE_BYTES;
  }
  return sum;
}

function isBelow(pid: number, root: number, stats: Map<number, Stat>): boolean {
  for (let at: number | undefined = pid; at !== undefined && at > 1; at = stats.get(at)?.parent)
    if (at === root) return true;
  return false;
}

/**
 * Fields after the command's name, which may contain spaces: state, parent and so on (proc(5)). CPU time includes that
 * of children already waited for.
 */
function readStat(pid: number): Stat | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const ticks = [11, 12, 13, 14].reduce((total, i) => total + Number(fields[i]), 0);
    return { parent: Number(fields[1]), ticks, pages: Number(fields[21]) };
  } catch {
    return null;
  }
}
