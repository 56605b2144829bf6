import { Args } from '@oclif/core';
import { loadConfig, renderDecisions, undoDecision, type DecisionRecord } from '../../src/index.js';
import { BaseCommand } from '../_shared/base.js';
import { byFlag } from '../_shared/pair-args.js';
import { workspaceTexts } from '../_shared/settings.js';

export default class DecisionsUndo extends BaseCommand {
  static override summary = 'Take a decision back: the one before it holds again';
  static override examples = ['<%= config.bin %> decisions undo 12'];
  static override args = { id: Args.integer({ required: true, description: 'id of the decision' }) };
  static override flags = { by: byFlag };

  async run(): Promise<DecisionRecord> {
    const { args, flags } = await this.parse(DecisionsUndo);
    const undone = await undoDecision(loadConfig(workspaceTexts(flags)).values, args.id, flags.by);
    this.log(renderDecisions([undone]));
    return undone;
  }
}
