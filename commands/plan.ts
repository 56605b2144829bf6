import { Flags } from '@oclif/core';
import { EXIT, loadConfig, planCapacity, PROFILES, renderCapacityPlan, type CapacityPlan } from '../src/index.js';
import { BaseCommand } from './_shared/base.js';
import { workspaceTexts } from './_shared/settings.js';

export default class PlanCommand extends BaseCommand {
  static override summary =
    'How many workers and machines a rate of CVs needs: a simulation, fed with measured service times';
  static override description = [
    'Sends a day of simulated arrivals through a simulated queue and workers, and searches for the fewest workers ' +
      'that hold the thresholds; then a flash crowd (20 times the mean for 30 minutes), and ten times the rate.',
    'Service times are those of the latest `cvmatch simulate` run, of --from, or --service. The result is a ' +
      'model and says so. Exit code 4 when a threshold does not hold.',
  ].join('\n');
  static override examples = [
    {
      description: 'With the service times of this machine, measured first',
      command: '<%= config.bin %> simulate && <%= config.bin %> plan --rate 10000/day',
    },
    '<%= config.bin %> plan --rate 10000000/day --service 40ms --autoscale cpu:75 --min-workers 5 ' +
      '--max-workers 20 --threshold "sojourn.p95<10s"',
    '<%= config.bin %> plan --rate 100000/day --prices prices.json',
  ];
  static override flags = {
    rate: Flags.string({ description: 'CVs that arrive, such as 10000/day', default: '10000/day' }),
    profile: Flags.option({ description: 'how they spread over time', options: PROFILES, default: 'day' })(),
    duration: Flags.string({
      description: 'simulated time (default: a day; a week for profile week)',
      helpValue: '24h',
    }),
    from: Flags.string({ description: 'run whose service times are used: id, path or latest', default: 'latest' }),
    service: Flags.string({
      description: "mean service time of a CV and worker instead of a run's (log-normal, sigma 0.6)",
      helpValue: '40ms',
    }),
    workers: Flags.integer({ description: 'this many workers instead of the fewest that are enough', min: 1 }),
    autoscale: Flags.string({ description: 'add and remove workers by cpu, backlog or rate', helpValue: 'cpu:75' }),
    'min-workers': Flags.integer({ description: 'fewest workers when scaling', default: 5, min: 1 }),
    'max-workers': Flags.integer({ description: 'most workers when scaling', default: 20, min: 1 }),
    'retry-share': Flags.string({
      description: 'share of tries that fail and are tried again, up to 3 tries',
      default: '0',
      helpValue: '1%',
    }),
    threshold: Flags.string({
      description: 'what must hold (default: sojourn.p95<60s and backlog.end==0)',
      multiple: true,
    }),
    prices: Flags.string({
      description: 'file with what machines cost; made with the defaults when it does not exist',
      helpValue: 'FILE',
    }),
    seed: Flags.string({ description: 'another seed gives other arrivals', default: '1' }),
  };

  async run(): Promise<CapacityPlan> {
    const { flags } = await this.parse(PlanCommand);
    const plan = await planCapacity(loadConfig(workspaceTexts(flags)).values, {
      ...flags,
      minWorkers: flags['min-workers'],
      maxWorkers: flags['max-workers'],
      retryShare: flags['retry-share'],
    });
    this.log(renderCapacityPlan(plan));
    if (plan.plan.verdicts.some((verdict) => !verdict.ok)) process.exitCode = EXIT.gate;
    return plan;
  }
}
