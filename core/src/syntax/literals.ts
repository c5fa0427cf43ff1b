import type ts from 'typescript';
import { lowerExpression } from './expressions.ts';
import type { Expression } from './facts.ts';
import type { Lowering } from './lowering.ts';
import { startOf } from './lowering.ts';

/** `` `a${b}` `` with its cooked quasis; a template without holes is a literal. */
export function lowerTemplate(low: Lowering, node: ts.TemplateExpression): Expression {
  const start = startOf(low, node);
  const { quasis, holes } = lowerSpans(low, node);
  return { k: 'template', start, end: node.end, quasis, holes };
}

/** `` sql`a${b}` ``. */
export function lowerTagged(low: Lowering, node: ts.TaggedTemplateExpression): Expression {
  const start = startOf(low, node);
  const tag = lowerExpression(low, node.tag);
  const { template } = node;
  const templateStart = startOf(low, template);
  const { quasis, holes } = 'templateSpans' in template ? lowerSpans(low, template) : { quasis: [template.text], holes: [] };
  return { k: 'tagged', start, end: node.end, tag, quasis, holes, templateStart };
}

function lowerSpans(
  low: Lowering,
  node: ts.TemplateExpression,
): { readonly quasis: readonly string[]; readonly holes: readonly Expression[] } {
  const quasis = [node.head.text];
  const holes: Expression[] = [];
  for (const span of node.templateSpans) {
    holes.push(lowerExpression(low, span.expression));
    quasis.push(span.literal.text);
  }
  return { quasis, holes };
}

/** `/a/g` as its pattern and flags; a regular expression that is still open has no flags. */
export function regexParts(text: string): { readonly pattern: string; readonly flags: string } {
  const close = text.lastIndexOf('/');
  if (close <= 0) return { pattern: text.slice(1), flags: '' };
  return { pattern: text.slice(1, close), flags: text.slice(close + 1) };
}
