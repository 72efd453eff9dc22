/** What the process told the pages when it started. */
export interface PageSettings {
  readonly apiUrl: string;
  readonly publicApiUrl: string;
  readonly publicWebUrl: string;
  readonly isDemo: boolean;
}

let given: PageSettings | undefined;

export function configure(settings: PageSettings): void {
  given = settings;
}

export function settings(): PageSettings {
  if (given === undefined) throw new Error('The pages were not told where the API is.');
  return given;
}
