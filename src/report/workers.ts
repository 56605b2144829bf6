import { alignColumns } from './text/table.js';
import { milliseconds } from './text/units.js';

interface Process {
  id: string;
  role: string;
  host: string;
  pid: number;
  version: string;
  state: string;
  leads: boolean;
  beatMs: number;
  leaseUntil: string;
  beatAt: string;
  held: number;
  done: number;
  tasks: { name: string | null; ageMs: number }[];
}

const HEAD = ['ID', 'ROLE', 'HOST', 'PID', 'VERSION', 'STATE', 'HEARTBEAT', 'LEASE', 'HELD', 'DONE', 'TASK'];

export function renderWorkers(processes: Process[]): string {
  if (processes.length === 0) return 'No process serves or works here. Start one with cvmatch serve or cvmatch worker.';
  const rows = processes.map((one) => [
    one.id,
    one.role,
    one.host,
    String(one.pid),
    one.version,
    one.leads ? `${one.state}, keeps the schedule` : one.state,
    `${milliseconds(one.beatMs)} ago`,
    leaseOf(one),
    String(one.held),
    String(one.done),
    taskOf(one.tasks),
  ]);
  return alignColumns([HEAD, ...rows], [3, 8, 9]).join('\n');
}

/** How long it still counts as alive. */
function leaseOf({ leaseUntil, beatAt, beatMs }: Process): string {
  return milliseconds(Math.max(0, Date.parse(leaseUntil) - Date.parse(beatAt) - beatMs));
}

function taskOf([first, ...others]: Process['tasks']): string {
  if (first === undefined) return '-';
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  return `${first.name ?? 'a file'} for ${milliseconds(first.ageMs)}${more}`;
}
