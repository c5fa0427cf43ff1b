import ts from 'typescript';
import { lowerExpression, other } from './expressions.ts';
import type { Expression } from './facts.ts';
import type { Lowering } from './lowering.ts';
import { startOf } from './lowering.ts';

type JsxAttribute = Extract<Expression, { k: 'jsx' }>['attributes'][number];

/** `<a b={c}>…</a>`. */
export function lowerJsxElement(low: Lowering, node: ts.JsxElement): Expression {
  const start = startOf(low, node);
  const { tagName, attributes } = node.openingElement;
  return {
    k: 'jsx',
    start,
    end: node.end,
    tag: tagText(low, tagName),
    attributes: lowerAttributes(low, attributes),
    children: lowerChildren(low, node.children),
  };
}

/** `<a b={c} />`. */
export function lowerJsxSelfClosing(low: Lowering, node: ts.JsxSelfClosingElement): Expression {
  const start = startOf(low, node);
  return {
    k: 'jsx',
    start,
    end: node.end,
    tag: tagText(low, node.tagName),
    attributes: lowerAttributes(low, node.attributes),
    children: [],
  };
}

/** `<>…</>`, an element with the tag ''. */
export function lowerJsxFragment(low: Lowering, node: ts.JsxFragment): Expression {
  const start = startOf(low, node);
  return { k: 'jsx', start, end: node.end, tag: '', attributes: [], children: lowerChildren(low, node.children) };
}

function tagText(low: Lowering, tag: ts.JsxTagNameExpression): string {
  return low.text.slice(startOf(low, tag), tag.end);
}

/** A spread is an attribute named `...`; one without a value is true. */
function lowerAttributes(low: Lowering, attributes: ts.JsxAttributes): readonly JsxAttribute[] {
  const lowered: JsxAttribute[] = [];
  for (const attribute of attributes.properties) {
    if (ts.isJsxSpreadAttribute(attribute)) {
      lowered.push({ name: '...', value: lowerExpression(low, attribute.expression) });
      continue;
    }
    const start = startOf(low, attribute);
    const name = low.text.slice(start, attribute.name.end);
    const { initializer } = attribute;
    if (initializer === undefined) {
      lowered.push({ name, value: { k: 'literal', start, end: attribute.end, value: true } });
    } else if (ts.isJsxExpression(initializer)) {
      lowered.push({ name, value: lowerContainer(low, initializer, name) });
    } else {
      lowered.push({ name, value: lowerExpression(low, initializer) });
    }
  }
  return lowered;
}

/** Text that only lays out the source is left out. */
function lowerChildren(low: Lowering, nodes: readonly ts.JsxChild[]): readonly Expression[] {
  const children: Expression[] = [];
  for (const node of nodes) {
    if (ts.isJsxText(node)) {
      if (node.text.trim() !== '') children.push({ k: 'literal', start: node.pos, end: node.end, value: node.text });
    } else if (!ts.isJsxExpression(node)) {
      children.push(lowerExpression(low, node));
    } else if (node.expression !== undefined) {
      children.push(lowerExpression(low, node.expression));
    }
  }
  return children;
}

function lowerContainer(low: Lowering, node: ts.JsxExpression, name: string): Expression {
  if (node.expression === undefined) return other(startOf(low, node), node.end, []);
  return lowerExpression(low, node.expression, name);
}
