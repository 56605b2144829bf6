export { cvFeatures, decodeFeatures, encodeFeatures } from './features/features.js';
export { RANK_VERSION } from './version.js';
export { overrideValue, rectified } from './overrides.js';
export { passagesOf, passageText } from './features/passages.js';
export { maskedCv, maskedText } from './features/masking.js';
export { mustsOf, planJd, planParts, withoutUnread, withVectors } from './plan.js';
export { jdBody, jdTextOf, jdTitle, readJdSource } from './jd/formats/source.js';
export { explainReading, type JdExplanation } from './jd/explain.js';
export { isRequirementFile, writeRequirementFile } from './jd/formats/requirement-file.js';
export { isHtml } from './jd/formats/html.js';
export { jobPostingOf } from './jd/formats/job-posting.js';
export { requirementFrom } from './jd/requirements.js';
export { nearOccupations } from './near-occupations.js';
export {
  scoreCv,
  TITLES_ALIKE,
  titleCredit,
  titleNearness,
  total,
  weighed,
  titlesScore,
  type Candidate,
  type ScoredCv,
  type ScoreTools,
} from './score.js';
export { rankCandidates, scoreCandidates, compareScored } from './ranking.js';
export { reranked, rerankQuery, rerankText } from './rerank.js';
export { explainParts } from './evidence.js';
export { DEFAULT_WEIGHTS, parseWeightsFlag, readWeights, type RankerWeights } from './weights.js';
export { idfOf, openIdf, type Idf } from './idf.js';
export { foldText, foldWords, hashWord, isStopWord } from './words.js';
export { wordReader } from './features/word-marks.js';
export { languageOf } from './jd/language.js';
export type { TitleFact } from './features/titles.js';
export { type JdPlan } from './jd-plan.js';
