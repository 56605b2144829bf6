import { CvmatchError } from '../../errors.js';

/** When workers are added and removed, as in Kubernetes. */
export interface Autoscaling {
  /**
   * `cpu`: busy share of the workers; `backlog`: waiting CVs per worker; `rate`: arrivals times service time per
   * worker.
   */
  rule: 'cpu' | 'backlog' | 'rate';
  /** Target value: a share (cpu, rate) or CVs per worker (backlog). */
  target: number;
  min: number;
  max: number;
  /** Seconds between looks. */
  interval: number;
  /** Seconds until a new worker can work. */
  startup: number;
  /** Seconds that fewer workers must suffice before any are removed. */
  cooldown: number;
}

/** 5 to 20 workers at 75 % is a common setting for such services; the intervals are Kubernetes' defaults. */
const AUTOSCALING_DEFAULTS: Omit<Autoscaling, 'rule' | 'target'> = {
  min: 5,
  max: 20,
  interval: 15,
  startup: 30,
  cooldown: 300,
};
const TARGETS: Record<Autoscaling['rule'], number> = { cpu: 0.75, backlog: 50, rate: 0.75 };

/** Parses `cpu`, `cpu:75`, `backlog:100`, `rate:60` (percent for cpu and rate). Throws bad_flag. */
export function parseAutoscaling(text: string, limits: { min: number; max: number }): Autoscaling {
  const match = /^(cpu|backlog|rate)(?::(\d+(?:\.\d+)?)%?)?$/.exec(text.trim());
  const rule = match?.[1] as Autoscaling['rule'] | undefined;
  const number = match?.[2] === undefined ? undefined : Number(match[2]);
  if (rule === undefined || number === 0 || limits.min > limits.max) {
    throw new CvmatchError('bad_flag', `"${text}" from ${limits.min} to ${limits.max} workers is not a scaling rule`, {
      hint: 'Write cpu:75, backlog:100 or rate:60, with --min-workers not over --max-workers.',
    });
  }
  const target = number === undefined ? TARGETS[rule] : rule === 'backlog' ? number : number / 100;
  return { ...AUTOSCALING_DEFAULTS, ...limits, rule, target };
}

export interface Look {
  workers: number;
  /** Busy share of the workers since the last look. */
  busy: number;
  backlog: number;
  /** Arrivals per second since the last look. */
  arrivals: number;
  meanService: number;
}

/** The number of workers that the rule demands, within its limits. */
export function wanted(scaling: Autoscaling, look: Look): number {
  const need = {
    cpu: (look.workers * look.busy) / scaling.target,
    backlog: look.backlog / scaling.target,
    rate: (look.arrivals * look.meanService) / scaling.target,
  }[scaling.rule];
  return Math.min(scaling.max, Math.max(scaling.min, Math.ceil(need - 1e-9)));
}
