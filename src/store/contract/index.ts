import { afterEach, beforeEach, describe } from 'vitest';
import type { Store } from '../port/index.js';
import { auditCases } from './audit.js';
import { candidateCases } from './candidates.js';
import { concurrencyCases } from './concurrency.js';
import { decisionCases } from './decisions.js';
import { cvsCases } from './cvs.js';
import { erasureCases } from './erasures.js';
import { intakeCases } from './intake.js';
import { jdsCases } from './jds.js';
import { matchesCases } from './matches.js';
import { modelCases } from './model.js';
import { nearCopyCases } from './near-copies.js';
import { originalsCases } from './originals.js';
import { overrideCases } from './overrides.js';
import { registryCases } from './registry.js';
import { pairCases } from './pairs.js';
import { restrictionCases } from './restrictions.js';
import { retentionCases } from './retention.js';
import { searchCases } from './search.js';
import { subjectCases } from './subjects.js';

import { tasksCases } from './tasks.js';
import { tenantsApartCases } from './tenants-apart.js';
import { wholeCases } from './whole.js';
import { MODEL, type Opened, type StoreUnderTest } from './testing.js';

export { advance, askedWords, idOf, MODEL, person, pick, put, fileResult, TEST_READER } from './testing.js';

/** The contract suite, which every adapter of the store must pass; one file per subject. */
export function storeContract(name: string, setUp: () => Promise<StoreUnderTest>): void {
  describe(name, () => {
    let underTest: StoreUnderTest;
    let store: Store;
    const opened: Opened = {
      get store() {
        return store;
      },
      get registry() {
        return underTest.registry();
      },
      again: () => underTest.open(),
      at: (time) => underTest.open(undefined, () => Date.parse(time)),
      neighbour: (tenant) => underTest.open(tenant),
    };
    beforeEach(async () => {
      underTest = await setUp();
      store = await underTest.open();
      await store.model.adopt(MODEL);
    });
    afterEach(() => underTest.dispose());

    intakeCases(opened);
    nearCopyCases(opened);
    candidateCases(opened);
    pairCases(opened);
    tasksCases(opened);
    jdsCases(opened);
    matchesCases(opened);
    cvsCases(opened);
    originalsCases(opened);
    erasureCases(opened);
    retentionCases(opened);
    searchCases(opened);
    modelCases(opened);
    decisionCases(opened);
    overrideCases(opened);
    restrictionCases(opened);
    subjectCases(opened);
    auditCases(opened);
    registryCases(opened);
    tenantsApartCases(opened);
    wholeCases(opened);
    concurrencyCases(opened);
  });
}
