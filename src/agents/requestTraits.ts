import { z } from 'zod';
import {
  FEATURES,
  type Complexity,
  type DatabaseShape,
  type Feature,
  type RequestTraits,
} from './selectionTable';

/** A request for a database admin (seed 000). */
export const adminRequestSchema = z.strictObject({
  prompt: z.string().min(1),
  /** A connection string or the kind of the database, `postgresql`. Only its scheme is looked at here. */
  database: z.string().default('postgresql'),
  /** Entities or features by name; what is no feature of ours counts as an entity. */
  features: z.array(z.string()).default([]),
  framework: z.string().default('react'),
  security: z.enum(['standard', 'enterprise']).default('standard'),
});
export type AdminRequest = z.infer<typeof adminRequestSchema>;

/** From this many entities on a request is complex, and screens need navigation. */
const MANY_ENTITIES = 4;

const WORDS: Readonly<Record<Feature, RegExp>> = {
  validation: /\bvalidat/i,
  migrations: /\b(migrations?|alembic)\b/i,
  bulk: /\bbulk\b/i,
  importExport: /\b(imports?|exports?|csv|excel|spreadsheets?)\b/i,
  search: /\b(search|filters?|find)/i,
  dashboard: /\b(dashboards?|charts?|statistics|reports?|kpis?)\b/i,
  navigation: /\b(navigation|menus?|sidebar)\b/i,
  theme: /\b(themes?|branding|dark mode|colou?rs)\b/i,
  audit: /\b(audit|history of changes|change log)/i,
  encryption: /\b(encrypt|gdpr|hipaa|pci|personal data)/i,
  performance: /\b(performance|fast|slow|millions|large tables?)\b/i,
  documentation: /\b(documentation|docs|manual|handbook)\b/i,
  deployment: /\b(deploy|docker|kubernetes|production)/i,
};
const TENANTS = /\b(multi-?tenant|tenants?|organi[sz]ations each|per customer)\b/i;
const COMPLEX = /\b(complex|workflows?|approvals?|state machine|hierarch|integrations?)/i;
const WITHOUT_SCHEMA = /^(mongodb|redis|cassandra|dynamodb|couchdb|firestore|nosql)/i;

/** The same request always has the same traits: words and counts decide, nothing else. */
export function requestTraits(request: AdminRequest): RequestTraits {
  const text = [request.prompt, ...request.features].join(' ');
  const features = new Set(FEATURES.filter((feature) => WORDS[feature].test(text)));
  const entities = request.features.filter((name) => !FEATURES.some((feature) => WORDS[feature].test(name)));
  if (entities.length > 1) features.add('navigation');
  return {
    complexity: complexityOf(text, entities.length),
    database: databaseShape(request.database, entities.length),
    security: request.security,
    features,
  };
}

function complexityOf(text: string, entities: number): Complexity {
  if (TENANTS.test(text)) return 'multiTenant';
  return entities >= MANY_ENTITIES || COMPLEX.test(text) ? 'complex' : 'basic';
}

/** One table has no relationships to map; more than one, or an unknown number, may have. */
function databaseShape(database: string, entities: number): DatabaseShape {
  if (WITHOUT_SCHEMA.test(database)) return 'nosql';
  return entities === 1 ? 'simple' : 'relational';
}
