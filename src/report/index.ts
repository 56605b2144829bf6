/** The output of commands: each function turns measurements or results into text. */
export { EXPORT_FORMATS } from './cv/profile-rows.js';
export { jsonResume, profileMarkdown, profilePage, profileText } from './cv/profile-text.js';
export { matchesCsv, matchesMarkdown } from './match/match-files.js';
export { matchesPage } from './match/match-page.js';
export { parsingPage } from './evaluation/parsing-page.js';
export { rankingPage, rankingSetsPage } from './evaluation/ranking-page.js';
export { plain } from './text/plain.js';
export { renderAb } from './evaluation/ab-text.js';
export { renderAllMatches, renderJds } from './match/match-all-text.js';
export { renderPairs as renderCandidatePairs } from './candidates.js';
export { renderCapacity } from './run/capacity-text.js';
export { renderCapacityPlan } from './run/plan.js';
export { renderChecks } from './checks.js';
export { renderMigration } from './migrate.js';
export { renderProfileDiff } from './cv/profile-diff.js';
export { renderComparison } from './run/comparison-text.js';
export { renderCvs, renderStatus, renderTasks } from './store.js';
export { renderCertificate, renderCertificates } from './certificates.js';
export { renderAudit, renderVerdict } from './audit.js';
export { renderDecisions } from './decisions.js';
export { renderEncryption } from './encryption.js';
export { biasAuditCsv, renderBiasAudit } from './evaluation/bias-audit-text.js';
export { renderFairness } from './evaluation/fairness-text.js';
export { renderGate, renderRankingSets } from './evaluation/ranking-sets-text.js';
export { renderGenerated } from './run/generated.js';
export { renderIngest, renderPlan } from './ingest.js';
export { renderJdExplanation } from './match/jd-explain-text.js';
export { renderKeys } from './keys.js';
export { renderTenants } from './tenants.js';
export { renderMatches } from './match/match-text.js';
export { renderModels } from './models.js';
export { renderBackup, renderBackups, renderRestored, renderVerified } from './backup.js';
export { moveProblems, renderMove, renderMovePlan } from './move.js';
export { renderPairs } from './evaluation/pairs-text.js';
export { renderParsing } from './evaluation/parsing-text.js';
export { renderPlaces } from './places.js';
export { renderPick } from './evaluation/pick-text.js';
export { renderRanking } from './evaluation/ranking-text.js';
export { renderRun } from './run/run-text.js';
export { renderCompletion, renderRemoval, whyPending } from './erasure.js';
export { renderRestriction, renderSubjectExport } from './subject-done.js';
export { renderSubjectExplanation } from './subject-explanation.js';
export {
  renderDue,
  renderHolds,
  renderRetention,
  renderRetentionPlan,
  renderRetentionRun,
  renderRuleRemoved,
  renderRuleSet,
} from './retention.js';
export { renderSchedule, renderScheduleRuns } from './schedule.js';
export { renderSettings } from './settings.js';
export { renderWork } from './work.js';
export { renderWorkers } from './workers.js';
