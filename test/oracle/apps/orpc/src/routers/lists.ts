import { guardedImplementer, implementer } from '../orpc.ts';
import { store } from '../store.ts';

export default {
  all: implementer.lists.all.handler(() => store.list()),
  mine: guardedImplementer.lists.mine.handler(() => store.list()),
  share: guardedImplementer.lists.share.handler(({ input }) => store.find(input.id)),
};
