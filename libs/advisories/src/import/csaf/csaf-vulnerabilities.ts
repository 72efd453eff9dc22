import { FLAG_LABELS, INVOLVEMENT_PARTIES, INVOLVEMENT_STATUSES, THREAT_CATEGORIES } from '../../content-source.js';
import type { Flag, Involvement, Threat } from '../../content-source.js';
import type { ScoredVector, Vulnerability } from '../../content.js';
import { DomainError } from '#libs/core';
import { parseCvss } from '../../severity/cvss.js';
import type { JsonPlace } from '../json-place.js';
import { readAcknowledgments, readNotes, readReferences, unlessEmpty } from './csaf-parts.js';

const CVE = /^CVE-\d{4}-\d{4,}$/;

/** Reads `vulnerabilities` (CSAF 2.0 section 3.2.3) in the order of the document; what they say of products is read elsewhere. */
export function readVulnerabilities(root: JsonPlace): readonly Vulnerability[] {
  return root.list('vulnerabilities').map(readVulnerability);
}

/** The CVE id of a vulnerability, or undefined where there is none that is one. */
export function cveOf(place: JsonPlace): string | undefined {
  const cve = place.text('cve');
  return cve !== undefined && CVE.test(cve) ? cve : undefined;
}

function readVulnerability(place: JsonPlace): Vulnerability {
  const cve = cveOf(place);
  const wrongCve = cve === undefined ? place.text('cve') : undefined;
  if (wrongCve !== undefined) place.field('cve').note('a CVE id');
  const ids = place.list('ids').flatMap(readId);
  if (wrongCve !== undefined) ids.push({ system: 'CVE', value: wrongCve });
  const cwe = place.field('cwe').text('id');
  return {
    cve,
    ids: unlessEmpty(ids),
    title: place.text('title'),
    cwes: cwe === undefined ? undefined : [cwe],
    cweName: place.field('cwe').text('name'),
    cvss: unlessEmpty(place.list('scores').flatMap(readScore)),
    notes: unlessEmpty(readNotes(place)),
    references: unlessEmpty(readReferences(place)),
    threats: unlessEmpty(place.list('threats').flatMap(readThreat)),
    flags: unlessEmpty(place.list('flags').flatMap(readFlag)),
    involvements: unlessEmpty(place.list('involvements').flatMap(readInvolvement)),
    acknowledgments: unlessEmpty(readAcknowledgments(place)),
    discoveryDate: place.instant('discovery_date'),
    releaseDate: place.instant('release_date'),
  };
}

function readId(place: JsonPlace): { system: string; value: string }[] {
  const value = place.text('text');
  if (value === undefined) place.field('text').note('an id');
  return value === undefined ? [] : [{ system: place.text('system_name') ?? '', value }];
}

/** CSAF 2.0 section 3.2.3.13: one entry may hold a vector of version 2.0 (written without prefix) and one of 3.0 or 3.1. */
function readScore(place: JsonPlace): ScoredVector[] {
  const products = place.texts('products');
  return ['cvss_v2', 'cvss_v3'].flatMap((name): ScoredVector[] => {
    const score = place.field(name);
    const vector = score.text('vectorString')?.trim();
    if (vector === undefined) {
      if (score.exists) score.field('vectorString').note('a CVSS vector');
      return [];
    }
    try {
      const parsed = parseCvss(vector);
      const stated = Number(score.field('baseScore').value);
      return [{ ...parsed, products, statedScore: Number.isFinite(stated) && stated !== parsed.score ? stated : undefined }];
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      score.field('vectorString').note(error.issues[0]?.expected ?? 'a CVSS vector');
      return [];
    }
  });
}

function readThreat(place: JsonPlace): Threat[] {
  const category = place.oneOf('category', THREAT_CATEGORIES);
  const details = place.text('details');
  if (category === undefined || details === undefined) return [];
  return [{ category, details, date: place.instant('date'), products: place.texts('product_ids'), groups: place.texts('group_ids') }];
}

function readFlag(place: JsonPlace): Flag[] {
  const label = place.oneOf('label', FLAG_LABELS);
  return label === undefined
    ? []
    : [{ label, date: place.instant('date'), products: place.texts('product_ids'), groups: place.texts('group_ids') }];
}

function readInvolvement(place: JsonPlace): Involvement[] {
  const party = place.oneOf('party', INVOLVEMENT_PARTIES);
  const status = place.oneOf('status', INVOLVEMENT_STATUSES);
  return party === undefined || status === undefined
    ? []
    : [{ party, status, date: place.instant('date'), summary: place.text('summary') }];
}
