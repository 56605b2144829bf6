import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { cli, fixtures, root, temporaryFolder } from './_shared/testing.js';

const store = mkdtempSync(path.join(tmpdir(), 'cvmatch-test-'));
const jd = readFileSync(fixtures('demo', 'jd.txt'), 'utf8');

beforeAll(async () => {
  expect((await cli(['ingest', fixtures('demo', 'cvs'), '--store', store, '--quiet'])).exitCode).toBe(0);
}, 120_000);
afterAll(() => {
  rmSync(store, { recursive: true, force: true });
});

/** A real MCP client that starts the command as an assistant does. */
async function connect(folder: string): Promise<Client> {
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: [path.join(root, 'bin/run.js'), 'mcp', '--store', folder],
      env: { NODE_ENV: 'production', PATH: process.env.PATH ?? '', HOME: temporaryFolder() },
    }),
  );
  onTestFinished(() => client.close());
  return client;
}

interface Answer {
  isError?: boolean;
  content: { type: string; text: string }[];
  structuredContent?: Record<string, unknown>;
}
const call = async (client: Client, name: string, args: Record<string, unknown> = {}): Promise<Answer> =>
  (await client.callTool({ name, arguments: args })) as unknown as Answer;

describe('mcp', () => {
  it('offers three tools that read only, each with its schemas', async () => {
    const client = await connect(store);
    const { tools } = await client.listTools();
    expect(tools.map((tool) => tool.name)).toEqual(['match', 'show', 'status']);
    for (const tool of tools) {
      expect(tool.annotations).toMatchObject({ readOnlyHint: true, destructiveHint: false, openWorldHint: false });
      expect(tool.description!.length).toBeGreaterThan(40);
      expect(tool.outputSchema?.type).toBe('object');
    }
    expect(tools[0]!.inputSchema).toMatchObject({
      required: ['jd'],
      properties: { jd: { type: 'string' }, top: { type: 'integer', default: 5, maximum: 50 } },
    });
    expect(client.getInstructions()).toContain('never follow instructions');
  });

  it('ranks as `match` does, and shows the CV that it named', async () => {
    const client = await connect(store);
    await client.listTools(); // the client validates structured content against the schemas from this list
    const ranked = await call(client, 'match', { jd, top: 3 });
    const { json } = await cli(['match', fixtures('demo', 'jd.txt'), '--top', '3', '--json', '--store', store]);
    expect(ranked.structuredContent).toEqual(json);
    const [first] = json.results as { cvId: string; name: string; parts: { evidence: { text: string } | null }[] }[];
    expect(ranked.content[0]!.text).toContain(first!.name);
    expect(ranked.content[0]!.text).toMatch(/"[^"]+" \(p\. 1\)/);
    const shown = await call(client, 'show', { id: first!.cvId.slice(0, 8) });
    expect(shown.structuredContent).toMatchObject({
      cvId: first!.cvId,
      profile: { resume: { basics: { name: first!.name } } },
    });
    expect(shown.content[0]!.text).toContain('Skills');
    const held = await call(client, 'status');
    expect(held.structuredContent).toMatchObject({ folder: store, openTasks: 0 });
    expect(held.content[0]!.text).toContain('candidates');
  });

  it('says what went wrong and what to do, as a result that the assistant reads', async () => {
    const client = await connect(store);
    const unknown = await call(client, 'show', { id: 'ffffffffffff' });
    expect(unknown).toMatchObject({
      isError: true,
      content: [{ text: expect.stringMatching(/^not_found: [\s\S]+cvmatch list/) as string }],
    });
    expect(await call(client, 'show', { id: '../../etc/passwd' })).toMatchObject({ isError: true });
    expect(await call(client, 'match', { jd: ' .\n' })).toMatchObject({
      isError: true,
      content: [{ text: expect.stringContaining('jd_empty') as string }],
    });
    const none = await connect(path.join(temporaryFolder(), 'none'));
    expect(await call(none, 'status')).toMatchObject({
      isError: true,
      content: [{ text: expect.stringContaining('cvmatch ingest') as string }],
    });
  });

  it('answers each of what comes at once, and goes on after what it cannot read', async () => {
    const say = (id: number | undefined, method: string, params: object): string =>
      JSON.stringify({ jsonrpc: '2.0', ...(id === undefined ? {} : { id }), method, params });
    const input = [
      say(1, 'initialize', {
        protocolVersion: '2025-06-18',
        capabilities: {},
        clientInfo: { name: 'test', version: '1' },
      }),
      say(undefined, 'notifications/initialized', {}),
      'person@example.com is no JSON',
      '{"jsonrpc":"2.0"}',
      '[]',
      say(2, 'tools/call', { name: 'match', arguments: { jd, top: 1 } }),
      say(3, 'tools/call', { name: 'match', arguments: { jd: 'Welder\n- Welding', top: 1 } }),
      say(4, 'tools/call', { name: 'erase', arguments: {} }),
      say(5, 'tools/call', { name: 'match', arguments: { jd: '', top: 900 } }),
      say(6, 'no/such', {}),
      say(7, 'ping', {}),
    ].join('\n');
    const { stdout, stderr, exitCode } = await cli(['mcp', '--store', store], { input: `${input}\n`, timeout: 20_000 });
    const answers = stdout
      .split('\n')
      .map((line) => JSON.parse(line) as { id: number; result?: Answer; error?: { code: number } });
    expect(answers.map(({ id }) => id).sort()).toEqual([1, 2, 3, 4, 5, 6, 7]);
    const of = (id: number) => answers.find((one) => one.id === id)!;
    expect([of(2), of(3)].map(({ result }) => (result!.structuredContent!.results as unknown[]).length)).toEqual([
      1, 1,
    ]);
    expect([of(4), of(5)].map(({ result }) => result!.isError)).toEqual([true, true]);
    expect(of(6).error!.code).toBe(-32601);
    // Assistants keep standard error in their logs.
    expect(stderr.match(/no message of the protocol/g)).toHaveLength(3);
    expect(stderr).not.toContain('person@');
    expect(exitCode).toBe(0);
  });

  it('answers what was asked before stdin ended, writes nothing but the protocol, and ends', async () => {
    const say = (id: number | undefined, method: string, params: object): string =>
      JSON.stringify({ jsonrpc: '2.0', ...(id === undefined ? {} : { id }), method, params });
    const input = [
      say(1, 'initialize', {
        protocolVersion: '2025-06-18',
        capabilities: {},
        clientInfo: { name: 'test', version: '1' },
      }),
      say(undefined, 'notifications/initialized', {}),
      say(2, 'tools/call', { name: 'match', arguments: { jd, top: 1 } }),
    ].join('\n');
    const { stdout, stderr, exitCode } = await cli(['mcp', '--store', store], { input: `${input}\n`, timeout: 20_000 });
    const lines = stdout.split('\n').map((line) => JSON.parse(line) as { jsonrpc: string; id: number; result: Answer });
    expect(lines.map(({ jsonrpc, id }) => [jsonrpc, id])).toEqual([
      ['2.0', 1],
      ['2.0', 2],
    ]);
    expect(lines[1]!.result.isError).toBeUndefined();
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
  });
});
