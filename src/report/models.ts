import { plain } from './text/plain.js';

/** The rows of `cvmatch models list`. */
interface ModelRow {
  id: string;
  folder: string;
  bytes: number;
  dimensions: number | null;
  problem: string | null;
}

/** One line per model: id, vector length, size, folder; a second line says why a model cannot be used. */
export function renderModels(models: ModelRow[]): string {
  if (models.length === 0)
    return 'No model is installed; texts are hashed. Fetch one with `cvmatch models pull OWNER/NAME`.';
  const width = Math.max(...models.map(({ id }) => plain(id).length));
  return models
    .map(({ id, dimensions, bytes, folder, problem }) => {
      const line = `${plain(id).padEnd(width)}  ${(dimensions === null ? '?' : `${dimensions} values`).padEnd(11)}  ${(bytes / 1e6).toFixed(1).padStart(6)} MB  ${plain(folder)}`;
      return problem === null ? line : `${line}\n${' '.repeat(width)}  cannot be used: ${plain(problem)}`;
    })
    .join('\n');
}
