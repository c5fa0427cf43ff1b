export interface Tool {
  id: string;
  name: string;
  owner: string;
}

const tools = new Map<string, Tool>([['saw', { id: 'saw', name: 'Saw', owner: 'm1' }]]);

export const toolShelf = {
  all: () => [...tools.values()],
  find: (id: string) => tools.get(id),
  add: (tool: Tool) => tools.set(tool.id, tool),
  remove: (id: string) => tools.delete(id),
};
