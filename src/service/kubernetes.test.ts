import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { CONFIG_KEYS, variableOf } from '../config/config.js';
import { settingsIn } from '../config/settings.js';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const FOLDER = path.join(root, 'deploy/kubernetes');
const OVERLAYS = ['dev', 'prod', 'prod-keda'] as const;

interface Container {
  name: string;
  image: string;
  args?: string[];
  env?: { name: string; value: string }[];
  envFrom?: { configMapRef?: { name: string }; secretRef?: { name: string } }[];
  ports?: { name: string; containerPort: number }[];
  resources: { requests: Record<string, string>; limits: Record<string, string> };
  securityContext: Record<string, unknown>;
  lifecycle?: { preStop: { exec: { command: string[] } } };
  [probe: `${string}Probe`]: { httpGet?: { path: string; port: string }; tcpSocket?: { port: string } } | undefined;
}
interface PodSpec {
  containers: Container[];
  securityContext?: Record<string, unknown>;
  automountServiceAccountToken: boolean;
  terminationGracePeriodSeconds?: number;
}
interface Template {
  metadata: { labels: Record<string, string> };
  spec: PodSpec;
}
interface Doc {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string };
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a different shape for each kind
  spec: any;
  data?: Record<string, string>;
}

/** An overlay as it would be applied, with the passwords of its example; made by kubectl, which needs no cluster for it. */
function built(overlay: string): Doc[] {
  const folder = mkdtempSync(path.join(tmpdir(), 'cvmatch-kubernetes-'));
  try {
    cpSync(FOLDER, folder, { recursive: true });
    if (overlay === 'dev')
      cpSync(path.join(FOLDER, 'overlays/dev/secrets.example'), path.join(folder, 'overlays/dev/secrets.env'));
    const { status, stdout, stderr } = spawnSync('kubectl', ['kustomize', path.join(folder, 'overlays', overlay)], {
      encoding: 'utf8',
    });
    expect(status, stderr).toBe(0);
    expect(stderr).toBe('');
    return parseAllDocuments(stdout).map((document) => document.toJS() as Doc);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Since 1.21 kubectl knows what is used here. */
const hasKubectl = (): boolean => {
  const { status, stdout } = spawnSync('kubectl', ['version', '--client', '-o', 'json'], { encoding: 'utf8' });
  if (status !== 0) return false;
  const { clientVersion } = JSON.parse(stdout) as { clientVersion: { minor: string } };
  return Number.parseInt(clientVersion.minor, 10) >= 21;
};

/** The package that has the types of an API. */
function typesOf(apiVersion: string): string {
  if (apiVersion.startsWith('monitoring.coreos.com/')) return `@kubernetes-models/prometheus-operator/${apiVersion}`;
  if (apiVersion.startsWith('keda.sh/')) return `@kubernetes-models/keda/${apiVersion}`;
  return `kubernetes-models/${apiVersion}`;
}

/** What is wrong with objects by the schemas of Kubernetes, unknown fields included: each is compiled as a literal of its type. */
function problemsOf(docs: readonly Doc[]): string[] {
  const text = docs
    .map(
      (doc, i) =>
        `import type { I${doc.kind} as T${i} } from '${typesOf(doc.apiVersion)}';\nexport const d${i}: T${i} = ${JSON.stringify(doc)};\n`,
    )
    .join('');
  const file = path.join(root, 'src', 'objects-of-kubernetes.ts');
  const options: ts.CompilerOptions = {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  host.getSourceFile = (name, ...rest) =>
    name === file ? ts.createSourceFile(name, text, ts.ScriptTarget.ES2022) : getSourceFile.call(host, name, ...rest);
  host.fileExists = (name) => name === file || fileExists.call(host, name);
  host.readFile = (name) => (name === file ? text : readFile.call(host, name));
  const program = ts.createProgram([file], options, host);
  return ts.getPreEmitDiagnostics(program).map(({ messageText, start = 0 }) => {
    const at = text.lastIndexOf('"metadata":{', start);
    return `${text.slice(at, at + 80)}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
  });
}

const podsIn = (docs: readonly Doc[]): { name: string; template: Template }[] =>
  docs.flatMap(({ kind, metadata: { name }, spec }) => {
    if (kind === 'Deployment' || kind === 'Job') return [{ name, template: spec.template as Template }];
    return kind === 'CronJob' ? [{ name, template: spec.jobTemplate.spec.template as Template }] : [];
  });
const isOurs = ({ template }: { template: Template }): boolean =>
  template.metadata.labels['app.kubernetes.io/name'] === 'cvmatch';
const matches = (labels: Record<string, string>, selector: Record<string, string>): boolean =>
  Object.entries(selector).every(([key, value]) => labels[key] === value);

describe('the files for Kubernetes', () => {
  it('are all of a kustomization, and there', () => {
    for (const folder of ['base', ...OVERLAYS.map((overlay) => `overlays/${overlay}`)]) {
      const files = readdirSync(path.join(FOLDER, folder)).filter(
        (name) => name.endsWith('.yaml') && name !== 'kustomization.yaml',
      );
      const [kustomization] = parseAllDocuments(readFileSync(path.join(FOLDER, folder, 'kustomization.yaml'), 'utf8'));
      const { resources } = kustomization!.toJS() as { resources: string[] };
      expect(resources.filter((name) => name.endsWith('.yaml')).sort()).toEqual(files.sort());
      for (const file of files)
        for (const { errors } of parseAllDocuments(readFileSync(path.join(FOLDER, folder, file), 'utf8')))
          expect(errors).toEqual([]);
    }
  });

  describe.skipIf(!hasKubectl())('as kubectl builds them', () => {
    const all = Object.fromEntries(OVERLAYS.map((overlay) => [overlay, built(overlay)])) as Record<
      (typeof OVERLAYS)[number],
      Doc[]
    >;

    it('are objects that Kubernetes, KEDA and the operator of Prometheus know', () => {
      expect(problemsOf(OVERLAYS.flatMap((overlay) => all[overlay]))).toEqual([]);
      const [deployment] = all.prod.filter(({ kind }) => kind === 'Deployment');
      const wrong = { ...deployment!, spec: { ...deployment!.spec, replica: 3 } };
      expect(problemsOf([wrong])).toEqual([expect.stringContaining('\'"replica"\' does not exist')]);
    }, 120_000);

    it.each(OVERLAYS)('%s: run as nobody, write nothing but /tmp, and ask for what they need', (overlay) => {
      for (const { template } of podsIn(all[overlay]).filter(isOurs)) {
        const { containers, securityContext, automountServiceAccountToken } = template.spec;
        expect(automountServiceAccountToken).toBe(false);
        expect(securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
        for (const { securityContext: own, resources, image } of containers) {
          expect(own).toEqual({
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ['ALL'] },
          });
          for (const of of ['requests', 'limits'] as const)
            expect(Object.keys(resources[of]).sort()).toEqual(['cpu', 'memory']);
          expect(image).toMatch(/cvmatch:\w/);
        }
      }
    });

    it.each(OVERLAYS)('%s: have settings that there are, and secrets and ports that there are', (overlay) => {
      const settings = settingsIn('');
      const check = (variable: string, value: string): void => {
        const key = CONFIG_KEYS.find((one) => variableOf(one) === variable);
        expect(key, variable).toBeDefined();
        expect(settings[key!].parse(value), variable).not.toBeUndefined();
      };
      const maps = new Map(
        all[overlay].filter(({ kind }) => kind === 'ConfigMap').map(({ metadata, data }) => [metadata.name, data!]),
      );
      for (const { template } of podsIn(all[overlay]).filter(isOurs))
        for (const container of template.spec.containers) {
          const { env = [], envFrom = [], ports = [], args = [] } = container;
          for (const { name, value } of env) check(name, value);
          for (const { configMapRef, secretRef } of envFrom)
            if (secretRef !== undefined) expect(secretRef.name).toBe('cvmatch-places');
            else for (const [name, value] of Object.entries(maps.get(configMapRef!.name)!)) check(name, value);
          if (args[0] === 'serve') expect(settings.role.parse(args[args.indexOf('--role') + 1]!)).toBe(container.name);
          const names = ports.map(({ name }) => name);
          for (const probe of ['startupProbe', 'livenessProbe', 'readinessProbe'] as const)
            if (container[probe]?.httpGet !== undefined) {
              expect(names).toContain(container[probe].httpGet.port);
              expect(container[probe].httpGet.path).toMatch(/^\/health\/(?:live|ready)$/);
            }
        }
      const folder = path.join(FOLDER, 'overlays', overlay === 'dev' ? 'dev' : 'prod');
      const places = readFileSync(path.join(folder, 'secrets.example'), 'utf8').matchAll(/^(CVMATCH_\w+)=(.+)$/gm);
      for (const [, name, value] of places) check(name!, value!);
    });

    it('give a process the time to end: the pause before it, stopLimit, and 10 s for open requests', () => {
      const seconds = settingsIn('').stopLimit.fallback / 1000 + 10;
      for (const { template } of podsIn(all.prod).filter(isOurs)) {
        const { terminationGracePeriodSeconds: grace = Infinity, containers } = template.spec;
        const pause = /\d{4,}/.exec(containers[0]!.lifecycle?.preStop.exec.command.join(' ') ?? '')?.[0] ?? '0';
        expect(grace).toBeGreaterThan(seconds + Number(pause) / 1000);
      }
    });

    it.each(OVERLAYS)('%s: select pods that there are, by services, budgets, policies and monitors', (overlay) => {
      const labels = podsIn(all[overlay]).map(({ template }) => template.metadata.labels);
      const selectors = all[overlay].flatMap(({ kind, spec }): Record<string, string>[] => {
        if (kind === 'Service') return [spec.selector];
        if (kind === 'PodDisruptionBudget' || kind === 'Deployment') return [spec.selector.matchLabels];
        return kind === 'NetworkPolicy' ? [spec.podSelector.matchLabels] : [];
      });
      expect(selectors.length).toBeGreaterThan(6);
      for (const selector of selectors) expect(labels.some((own) => matches(own, selector))).toBe(true);
      const backends = all[overlay].filter(({ kind }) => kind === 'Ingress');
      for (const { spec } of backends) {
        const { service } = spec.rules[0].http.paths[0].backend;
        const [target] = all[overlay].filter(
          ({ kind, metadata }) => kind === 'Service' && metadata.name === service.name,
        );
        expect((target!.spec.ports as { name: string }[]).map(({ name }) => name)).toContain(service.port.name);
      }
    });

    it('scale what there is: API 3 to 10, workers 5 to 20, by processor time or by requests and backlog', () => {
      const scaled = (overlay: 'prod' | 'prod-keda', kind: string, least: string, most: string) =>
        Object.fromEntries(
          all[overlay]
            .filter((doc) => doc.kind === kind)
            .map(({ spec }) => [spec.scaleTargetRef.name, [spec[least], spec[most]]]),
        );
      const wanted = { 'cvmatch-api': [3, 10], 'cvmatch-worker': [5, 20] };
      expect(scaled('prod', 'HorizontalPodAutoscaler', 'minReplicas', 'maxReplicas')).toEqual(wanted);
      expect(scaled('prod-keda', 'ScaledObject', 'minReplicaCount', 'maxReplicaCount')).toEqual(wanted);
      expect(scaled('prod-keda', 'HorizontalPodAutoscaler', 'minReplicas', 'maxReplicas')).toEqual({});
      for (const [name, share] of [
        ['cvmatch-api', 70],
        ['cvmatch-worker', 75],
      ] as const) {
        const [scaler] = all.prod.filter(
          ({ kind, metadata }) => kind === 'HorizontalPodAutoscaler' && metadata.name === name,
        );
        const metrics = scaler!.spec.metrics as {
          resource: { name: string; target: { averageUtilization: number } };
        }[];
        expect(metrics.find(({ resource }) => resource.name === 'cpu')?.resource.target.averageUtilization).toBe(share);
        // A number of its own would be set back by each `apply`.
        const [deployment] = all.prod.filter(({ kind, metadata }) => kind === 'Deployment' && metadata.name === name);
        expect(deployment!.spec.replicas).toBeUndefined();
      }
    });

    it('make the database as the cluster of containers does', () => {
      const [script] = all.dev.filter(({ metadata }) => metadata.name === 'cvmatch-database');
      expect(script!.data!['database.sh']).toBe(readFileSync(path.join(root, 'deploy/cluster/database.sh'), 'utf8'));
    });
  });
});
