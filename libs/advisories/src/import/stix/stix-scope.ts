import type { StixObject } from './stix-object.js';

/** Objects of a bundle by what they refer to, for the walk from a report to everything that is about it. */
export class StixGraph {
  readonly byId: ReadonlyMap<string, StixObject>;
  /** Notes, opinions, sightings, translations and relationships, by the ids that they speak of. */
  private readonly about = new Map<string, StixObject[]>();

  private readonly position: ReadonlyMap<StixObject, number>;

  constructor(readonly objects: readonly StixObject[]) {
    this.position = new Map(objects.map((object, position) => [object, position]));
    this.byId = new Map(objects.map((object) => [object.id, object]));
    for (const object of objects) {
      for (const id of spokenOf(object)) {
        const known = this.about.get(id);
        if (known === undefined) this.about.set(id, [object]);
        else known.push(object);
      }
    }
  }

  /** As they stand in the document. */
  inOrder(scope: ReadonlySet<StixObject>): readonly StixObject[] {
    return [...scope].sort((one, other) => (this.position.get(one) ?? 0) - (this.position.get(other) ?? 0));
  }

  /**
   * Everything that belongs to a report or grouping: what it names, what that names in turn (groupings, observed data), and the notes,
   * sightings, translations, relationships and courses of action that speak of any of it. Other reports are named, never entered.
   */
  scopeOf(container: StixObject): ReadonlySet<StixObject> {
    const scope = new Set<StixObject>();
    const waiting: StixObject[] = [container];
    const add = (object: StixObject | undefined) => {
      if (object === undefined || object === container || scope.has(object)) return;
      scope.add(object);
      waiting.push(object);
    };
    for (let object = waiting.pop(); object !== undefined; object = waiting.pop()) {
      if (object === container || ENTERED.has(object.type)) {
        for (const id of object.refs('object_refs')) add(this.byId.get(id));
      }
      if (object !== container && object.type === 'report') continue;
      for (const speaker of this.about.get(object.id) ?? []) {
        if (speaker.type === 'relationship') this.follow(speaker, scope, add);
        else if (speaker.type !== 'report' && speaker.type !== 'grouping') add(speaker);
      }
      if (object.type === 'relationship') for (const end of endsOf(object)) add(this.carried(end, object));
    }
    return scope;
  }

  /** A relationship belongs to it when both its ends do, or when it brings what to do about one of them. */
  private follow(relationship: StixObject, scope: ReadonlySet<StixObject>, add: (object: StixObject | undefined) => void): void {
    const [source, target] = endsOf(relationship).map((id) => this.byId.get(id));
    const isInside = [source, target].every((end) => end !== undefined && scope.has(end));
    const brings = source?.type === 'course-of-action' && target !== undefined && scope.has(target);
    if (!isInside && !brings) return;
    add(source);
    add(relationship);
  }

  /** Of the ends of a named relationship, those on which an indicator rests. */
  private carried(id: string, relationship: StixObject): StixObject | undefined {
    return relationship.json.text('relationship_type') === 'based-on' ? this.byId.get(id) : undefined;
  }
}

const ENTERED = new Set(['grouping', 'observed-data']);

function spokenOf(object: StixObject): readonly string[] {
  switch (object.type) {
    case 'relationship':
      return [...new Set(endsOf(object))];
    case 'language-content':
      return [object.json.text('object_ref') ?? ''];
    case 'sighting':
      return [object.json.text('sighting_of_ref') ?? ''];
    case 'note':
    case 'opinion':
      return [...new Set(object.refs('object_refs'))];
    default:
      return [];
  }
}

export function endsOf({ json }: StixObject): readonly [string, string] {
  return [json.text('source_ref') ?? '', json.text('target_ref') ?? ''];
}
