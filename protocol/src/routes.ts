/** Request: the routes of the workspace. Answered when the current texts have been analysed. */
export const routesRequest = 'routewarden/routes';

export interface RoutesParams {
  /** URI of one workspace folder; every folder without it. */
  readonly folder?: string;
}

export interface RoutesResult {
  readonly folders: readonly FolderRoutes[];
}

/** The routes of one workspace folder, sorted by path, then method. */
export interface FolderRoutes {
  readonly uri: string;
  readonly name: string;
  readonly routes: readonly RouteItem[];
}

/** A place in a document; lines and characters are 0-based, characters count UTF-16 code units. */
export interface PlaceItem {
  readonly uri: string;
  readonly range: {
    readonly start: { readonly line: number; readonly character: number };
    readonly end: { readonly line: number; readonly character: number };
  };
}

export interface RouteItem {
  readonly method: string;
  /** The full path with every prefix. */
  readonly path: string;
  readonly framework: string;
  /** The registration. */
  readonly at: PlaceItem;
  readonly handler?: PlaceItem;
  /** Who may call it, and why the analysis says so. */
  readonly auth: { readonly verdict: 'required' | 'optional' | 'public' | 'none' | 'unknown'; readonly reason: string };
  readonly roles: readonly string[];
  /** Whether its input is validated, and why the analysis says so. */
  readonly validation: { readonly verdict: 'yes' | 'partial' | 'no' | 'none' | 'unknown'; readonly reason: string };
  /** `partial` where a prefix or the mount could not be followed. */
  readonly certainty: 'full' | 'partial';
  /** Number of findings about the route. */
  readonly findings: number;
}
