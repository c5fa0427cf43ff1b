/** `/orders?/remove`: the form action `remove` of the page `/orders`, as SvelteKit has it in addresses. */

export const actionPath = (page: string, name: string): string => (name === 'default' ? page : `${page}?/${name}`);

/** The path of the page that an action belongs to; any other path as it is. */
export const pagePath = (path: string): string => path.replace(/\?\/[^/]*$/, '');
