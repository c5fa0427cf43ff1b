export interface Guest {
  readonly name: string;
  readonly staff: boolean;
}

export const guests = new Map<string, Guest>();
export const tables = new Map<string, { readonly guest: string }>();
