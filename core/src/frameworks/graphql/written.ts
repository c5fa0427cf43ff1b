import type { Location } from '../../model/index.ts';
import { type Expression, walkFile } from '../../syntax/index.ts';
import type { AdapterHost } from '../framework.ts';

/** Where fields are written, where values do not say it. Read only when asked for. */
export class Written {
  private places: ReadonlyMap<string, readonly Location[]> | undefined;

  constructor(private readonly host: AdapterHost) {}

  /**
   * The property of the literal `Query: { … }` that names the field. `head`: of the resolver, which tells one from another;
   * `anywhere`: it need not be written there, as one that another function has made.
   */
  fieldOf(type: string, name: string, head: Location | undefined, anywhere: boolean): Location | undefined {
    const all = this.read().get(`${type}.${name}`) ?? [];
    const around = all.filter(
      (place) => head !== undefined && place.file === head.file && place.start <= head.start && head.start < place.end,
    );
    const [place, more] = around.length > 0 || !anywhere ? around : all;
    return place === undefined || more !== undefined ? undefined : { ...place, end: Math.min(place.end, place.start + name.length) };
  }

  private read(): ReadonlyMap<string, readonly Location[]> {
    if (this.places !== undefined) return this.places;
    const places = new Map<string, Location[]>();
    for (const file of this.host.files) {
      const facts = this.host.facts(file);
      if (facts === undefined) continue;
      walkFile(facts, (e) => {
        if (e.k === 'object') noteFields(e, file, places);
      });
    }
    this.places = places;
    return places;
  }
}

const types = new Set(['Query', 'Mutation', 'Subscription']);

function noteFields(literal: Extract<Expression, { k: 'object' }>, file: string, places: Map<string, Location[]>): void {
  for (const type of literal.props) {
    if (typeof type.key !== 'string' || !types.has(type.key) || type.value.k !== 'object') continue;
    for (const field of type.value.props) {
      if (typeof field.key !== 'string') continue;
      const key = `${type.key}.${field.key}`;
      places.set(key, [...(places.get(key) ?? []), { file, start: field.start, end: field.value.end }]);
    }
  }
}
