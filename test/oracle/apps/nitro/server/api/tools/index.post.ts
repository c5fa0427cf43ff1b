import { z } from 'zod';

const NewTool = z.object({ id: z.string(), name: z.string().max(80) });

export default defineEventHandler(async (event) => {
  const member = await requireMember(event);
  const tool = await readValidatedBody(event, NewTool.parse);
  toolShelf.add({ ...tool, owner: member.id });
  return tool;
});
