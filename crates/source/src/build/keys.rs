//! What a document's entries mean together: keys that stand twice, merges, and aliases within their limits.

use super::{Builder, Source};
use crate::order::{Order, hash};
use crate::scalar::{self, Number};
use crate::tree::{Form, NONE, Node};
use crate::{Kind, Span, SyntaxError, SyntaxErrorKind, limits};

impl Builder {
    pub(super) fn alias(&mut self, source: Source<'_>, range: Span, anchor: usize) {
        // Ids count up, so the table is sorted.
        let found = self.anchors.binary_search_by_key(&anchor, |anchor| anchor.id).ok();
        let Some(anchor) = found.and_then(|index| self.anchors.get(index)).copied() else { return };
        let Some((size, height)) = anchor.size else {
            let message = format!("`{}` refers to the value it is in", range.of(source.text));
            return self.bad_alias(source, range, SyntaxErrorKind::Alias, message);
        };
        if self.open.len() + height as usize > limits::DEPTH as usize {
            let message = format!("with its aliases the document is nested more than {} levels deep", limits::DEPTH);
            return self.bad_alias(source, range, SyntaxErrorKind::TooDeep, message);
        }
        if self.alias_nodes.saturating_add(size) > limits::ALIAS_NODES {
            let message = format!("the aliases of this document stand for more than {} values", limits::ALIAS_NODES);
            return self.bad_alias(source, range, SyntaxErrorKind::TooManyNodes, message);
        }
        self.alias_nodes += size;
        if let Some(target) = self.nodes.get_mut(anchor.node as usize) {
            target.form = target.form.with(Form::USED);
        }
        self.gap(source, range.start);
        self.read_to = range.end;
        let id = self.add(range, Form::ALIAS, anchor.node);
        if let Some(open) = self.open.last_mut() {
            open.expanded = open.expanded.saturating_add(size);
            open.height = open.height.max(height + 1);
        }
        self.added(source, id);
    }

    /// An alias that is not followed counts as null.
    pub(super) fn bad_alias(&mut self, source: Source<'_>, range: Span, kind: SyntaxErrorKind, message: String) {
        if kind == SyntaxErrorKind::Alias || !self.errors.iter().any(|error| error.kind == kind) {
            self.error(SyntaxError::new(range, kind, message));
        }
        self.gap(source, range.start);
        self.read_to = range.end;
        let id = self.add(range, Form::NULL, NONE);
        self.added(source, id);
    }

    /// Looks at a key once it is complete, and at the value of a `<<`.
    pub(super) fn added(&mut self, source: Source<'_>, id: u32) {
        let Some(node) = self.nodes.get(id as usize).copied() else { return };
        let target = self.target(node);
        if node.form.has(Form::KEY) {
            let span = Span::new(node.start, node.end);
            // A key within a key that was told is told with it.
            let told =
                self.errors.last().is_some_and(|last| last.kind == SyntaxErrorKind::Key && span.contains(last.span));
            if matches!(target.form.kind(), Kind::Null | Kind::Sequence | Kind::Mapping) && !told {
                let message = match target.form.kind() {
                    Kind::Null => "a key must not be empty",
                    _ => "a key must be a text, not a list or a mapping: quote it if this is a placeholder",
                };
                self.error(SyntaxError::new(span, SyntaxErrorKind::Key, message));
            }
            if node.form.is_alias() {
                self.mark(node.parent, Form::ODD_KEYS);
            }
            if target.form.kind() != Kind::String {
                self.mark(node.parent, Form::ODD_KEYS);
                let text = Span::new(target.start, target.end).of(source.parsed);
                if matches!(scalar::number(text), Some(Number::Large(_))) {
                    let message = "this number is too large for a key: quote it";
                    self.error(SyntaxError::new(span, SyntaxErrorKind::Key, message));
                }
            }
            if node.form.0 & (Form::QUOTED | Form::TAGGED) == 0 && span.len() == 2 && span.of(source.parsed) == "<<" {
                self.mark(id, Form::MERGE_KEY);
                self.mark(node.parent, Form::MERGES);
            }
        } else if self.nodes.get(node.parent as usize).is_some_and(|parent| parent.form.has(Form::MERGES))
            && self.nodes.get(node.slot as usize).is_some_and(|key| key.form.has(Form::MERGE_KEY))
            && !self.merges(id)
        {
            let span = Span::new(node.start, node.end);
            let message = "the value of `<<` must be a mapping, or a list of mappings";
            self.error(SyntaxError::new(span, SyntaxErrorKind::Merge, message));
        }
    }

    fn mark(&mut self, id: u32, mark: u32) {
        self.merges |= mark & Form::MERGES != 0;
        self.clashes |= mark & (Form::DUPLICATES | Form::MERGES | Form::ODD_KEYS) != 0;
        if let Some(node) = self.nodes.get_mut(id as usize) {
            node.form = node.form.with(mark);
        }
    }

    fn target(&self, node: Node) -> Node {
        if node.form.is_alias() { self.nodes.get(node.link as usize).copied().unwrap_or(node) } else { node }
    }

    /// Whether a value may follow `<<`.
    fn merges(&self, id: u32) -> bool {
        let Some(node) = self.nodes.get(id as usize) else { return false };
        let target = self.target(*node);
        if target.form.kind() != Kind::Sequence || node.form.is_alias() {
            return target.form.kind() == Kind::Mapping;
        }
        let items = self.nodes.iter().skip(id as usize + 1).take_while(|item| item.start <= node.end);
        items.filter(|item| item.parent == id).all(|item| self.target(*item).form.kind() == Kind::Mapping)
    }

    /// Marks a mapping in which a key stands twice, so that all others are read without looking further.
    pub(super) fn mark_keys(&mut self, text: &str, mapping: u32) {
        const FEW: usize = 12;
        let mut keys: Vec<&str> = Vec::new();
        let mut next = mapping + 1;
        while let Some(key) = self.nodes.get(next as usize) {
            let key = self.target(*key);
            keys.push(if key.form.has(Form::COOKED) {
                let end = self.cooked_ends.get(key.link as usize).copied().unwrap_or_default();
                let start = key.link.checked_sub(1).and_then(|before| self.cooked_ends.get(before as usize));
                Span::new(start.copied().unwrap_or_default(), end).of(&self.cooked)
            } else if key.form.has(Form::QUOTED) {
                Span::new(key.start + 1, key.end.saturating_sub(1)).of(text)
            } else {
                Span::new(key.start, key.end).of(text)
            });
            let value = self.after(next);
            next = self.after(value);
        }
        let twice = if keys.len() <= FEW {
            keys.iter().enumerate().any(|(index, key)| keys.iter().take(index).any(|before| before == key))
        } else {
            // Different keys that look the same here are only looked at more closely.
            Order::new(keys.iter().map(|key| hash(key))).repeated().contains(&true)
        };
        if twice {
            self.mark(mapping, Form::DUPLICATES);
        }
    }

    fn after(&self, id: u32) -> u32 {
        match self.nodes.get(id as usize) {
            Some(node) if node.form.is_collection() => node.link,
            _ => id + 1,
        }
    }
}
