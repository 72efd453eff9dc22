/** How the public reaches the CERT; what is undefined nobody has set. */
export interface ContactFacts {
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
  readonly hours?: string | undefined;
  readonly address?: string | undefined;
}

/** What the process told the pages when it started. */
export interface PageSettings {
  readonly apiUrl: string;
  readonly publicApiUrl: string;
  readonly publicWebUrl: string;
  readonly isDemo: boolean;
  readonly contact: ContactFacts;
}

let given: PageSettings | undefined;

export function configure(settings: PageSettings): void {
  given = settings;
}

export function settings(): PageSettings {
  if (given === undefined) throw new Error('The pages were not told where the API is.');
  return given;
}
