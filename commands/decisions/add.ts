import { Args, Flags } from '@oclif/core';
import { addDecision, DECISIONS, loadConfig, renderDecisions, type DecisionRecord } from '../../src/index.js';
import { BaseCommand } from '../_shared/base.js';
import { byFlag } from '../_shared/pair-args.js';
import { blindFlag } from '../_shared/blind-flag.js';
import { workspaceTexts } from '../_shared/settings.js';

export default class DecisionsAdd extends BaseCommand {
  static override summary = 'Record what a person decided about a candidate for a JD';
  static override description =
    'The last decision holds, for every CV of the candidate and every version of a stored JD, and comes back with each ' +
    'ranking of the JD. A rejection needs its reason. `decisions undo` takes one back.';
  static override examples = [
    '<%= config.bin %> decisions add jd.txt ./cvs/ada.pdf shortlisted --stage "phone screen"',
    '<%= config.bin %> decisions add c9cc7c55ff64 3fa4c1d09b2e rejected --reason "no work permit" --by "Jo from HR"',
  ];
  static override args = {
    jd: Args.string({ required: true, description: 'file of a JD, - for stdin, or a stored one' }),
    cv: Args.string({
      required: true,
      description: 'path of a CV, the first digits of its id (six or more), or the label of a candidate',
    }),
    decision: Args.string({ required: true, options: [...DECISIONS], description: 'what was decided' }),
  };
  static override flags = {
    stage: Flags.string({ description: 'how far the candidate has come, e.g. interview, offer, hired' }),
    reason: Flags.string({ description: 'why; it may be read by the candidate some day' }),
    by: byFlag,
    blind: blindFlag,
  };

  async run(): Promise<DecisionRecord> {
    const { args, flags } = await this.parse(DecisionsAdd);
    const { jd, cv } = args;
    const decision = DECISIONS.find((one) => one === args.decision)!;
    const { stage, reason, by, blind } = flags;
    const added = await addDecision(loadConfig(workspaceTexts(flags)).values, {
      jd,
      cv,
      decision,
      stage,
      reason,
      by,
      blind,
    });
    this.log(renderDecisions([added]));
    return added;
  }
}
