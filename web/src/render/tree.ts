// The view as last told by the core. A patch makes new objects for the nodes that changed and for those above them, and
// keeps all others, so that drawing can skip whatever is the same object as before.
import type { PatchEntry, PatchView, ViewNode } from '../bridge/messages';

// The tree after the patch, or null when the patch does not fit the tree (an unknown key): the shell and the core then
// no longer agree on what is on the screen.
export function applyPatch(root: ViewNode, view: PatchView): ViewNode | null {
  let tree: ViewNode | null = root;
  for (const entry of view.patch) {
    if (tree === null) return null;
    tree = applyEntry(tree, entry);
  }
  return tree;
}

export function findNode(root: ViewNode, key: string): ViewNode | undefined {
  const path = pathTo(root, key);
  return path?.[path.length - 1];
}

function applyEntry(root: ViewNode, entry: PatchEntry): ViewNode | null {
  if ('removed' in entry) {
    return change(root, parentKey(root, entry.key), (parent) => ({
      ...parent,
      children: (parent.children ?? []).filter((child) => child.key !== entry.key),
    }));
  }
  if ('parent' in entry) {
    const { parent, after, ...node } = entry;
    return change(root, parent, (above) => insert(above, node, after));
  }
  return change(root, entry.key, (node) => ({ ...node, ...entry }));
}

function insert(parent: ViewNode, node: ViewNode, after: string | null): ViewNode | null {
  const children = [...(parent.children ?? [])];
  const at = after === null ? 0 : children.findIndex((child) => child.key === after) + 1;
  if (after !== null && at === 0) return null;
  children.splice(at, 0, node);
  return { ...parent, children };
}

function change(
  root: ViewNode,
  key: string | undefined,
  edit: (node: ViewNode) => ViewNode | null,
): ViewNode | null {
  const path = key === undefined ? undefined : pathTo(root, key);
  if (path === undefined) return null;
  let changed = edit(path[path.length - 1]!);
  for (let i = path.length - 2; i >= 0 && changed !== null; i--) {
    const above = path[i]!;
    const old = path[i + 1]!;
    const replacement: ViewNode = changed;
    changed = { ...above, children: (above.children ?? []).map((child) => (child === old ? replacement : child)) };
  }
  return changed;
}

function parentKey(root: ViewNode, key: string): string | undefined {
  const path = pathTo(root, key);
  return path?.[path.length - 2]?.key;
}

// The nodes from the root down to the key.
function pathTo(node: ViewNode, key: string): ViewNode[] | undefined {
  if (node.key === key) return [node];
  for (const child of node.children ?? []) {
    const path = pathTo(child, key);
    if (path !== undefined) return [node, ...path];
  }
  return undefined;
}
