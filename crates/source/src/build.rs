//! The tables of a document while it is read, and the [`Tree`] made of them.

mod events;
mod keys;

use granit_parser::{ScalarStyle, StructureStyle};

pub(crate) use events::Broken;

use crate::scalar::{self, Tag};
use crate::tree::{Form, NONE, Node};
use crate::{Kind, Span, Surprise, SyntaxError, SyntaxErrorKind, Tree, comment, limits, surprise};

/// Tables of the document being read.
#[derive(Default)]
pub(crate) struct Builder {
    nodes: Vec<Node>,
    cooked: String,
    cooked_ends: Vec<u32>,
    comments: Vec<Span>,
    pub(crate) errors: Vec<SyntaxError>,
    pub(crate) unread: Vec<Span>,
    open: Vec<Open>,
    anchors: Vec<Anchor>,
    alias_nodes: u64,
    /// End of the latest scalar: comments are looked for from here on.
    read_to: u32,
    pub(crate) surprises: Vec<Surprise>,
    /// Whether one entry may override another somewhere.
    clashes: bool,
    /// Whether there is a `<<`.
    merges: bool,
    /// Where the document ended: what follows is ignored.
    ended: Option<u32>,
    /// Whether the document holds line breaks that the parser does not read as kubectl does.
    pub(crate) odd_breaks: bool,
}

/// A collection that has begun and not ended.
struct Open {
    node: u32,
    /// Items, or keys and values, so far.
    count: u32,
    /// The key that waits for its value.
    key: u32,
    /// Nodes in it with aliases expanded.
    expanded: u64,
    /// Levels within it, with aliases followed.
    height: u32,
    anchor: usize,
}

#[derive(Clone, Copy)]
struct Anchor {
    id: usize,
    node: u32,
    /// `None` until the anchored node has ended.
    size: Option<(u64, u32)>,
}

/// A document's text, and the same text as it is parsed: some places made blank, every byte where it was.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Source<'t> {
    pub(crate) text: &'t str,
    pub(crate) parsed: &'t str,
}

impl Builder {
    pub(crate) fn clear(&mut self) {
        self.nodes.clear();
        self.cooked.clear();
        self.cooked_ends.clear();
        self.comments.clear();
        self.errors.clear();
        self.unread.clear();
        self.open.clear();
        self.anchors.clear();
        self.alias_nodes = 0;
        self.read_to = 0;
        self.surprises.clear();
        self.clashes = false;
        self.merges = false;
        self.ended = None;
    }

    /// The tree of what was read, which may have broken off within collections.
    pub(crate) fn finish(&mut self, source: Source<'_>) -> Tree {
        while !self.open.is_empty() {
            let end = self.nodes.last().map_or(0, |node| node.end);
            let dangling = self.open.last().is_some_and(|open| {
                let node = self.nodes.get(open.node as usize);
                node.is_some_and(|node| node.form.kind() == Kind::Mapping) && open.count % 2 == 1
            });
            if dangling {
                self.add(Span::empty(end), Form::NULL, NONE);
            }
            self.close(source, Span::empty(end));
        }
        if source.text != source.parsed {
            self.fit(source.text);
        }
        // A document of nothing is an empty scalar to the parser.
        if let [node] = self.nodes.as_slice()
            && node.form == Form::NULL
            && node.start == node.end
        {
            self.nodes.clear();
        }
        self.surprises.extend(self.ended.and_then(|end| surprise::ignored(source.parsed, end)));
        let mut tree = Tree {
            nodes: Tree::table(&mut self.nodes),
            cooked: self.cooked.as_str().into(),
            cooked_ends: self.cooked_ends.as_slice().into(),
            comments: self.comments.as_slice().into(),
            errors: self.errors.as_slice().into(),
            unread: self.unread.as_slice().into(),
            surprises: Box::default(),
            shares: self.alias_nodes > 0 || self.merges,
        };
        if self.clashes {
            tree = surprise::with_clashes(source.text, tree, &mut self.surprises);
        }
        if !self.surprises.is_empty() {
            tree.surprises = self.surprises.as_slice().into();
        }
        tree
    }

    /// Moves places that fell into a character that was made blank to its start.
    fn fit(&mut self, text: &str) {
        let fit = |at: &mut u32| *at = narrow(text.floor_char_boundary(*at as usize));
        for node in &mut self.nodes {
            fit(&mut node.start);
            fit(&mut node.end);
        }
        for span in
            self.errors.iter_mut().map(|error| &mut error.span).chain(&mut self.comments).chain(&mut self.unread)
        {
            fit(&mut span.start);
            fit(&mut span.end);
        }
    }

    fn error(&mut self, error: SyntaxError) {
        if self.errors.len() < limits::ERRORS {
            self.errors.push(error);
        }
    }

    /// Where the innermost open bracket or brace stands.
    pub(crate) fn open_bracket(&self) -> Option<u32> {
        let node = self.open.last().and_then(|open| self.nodes.get(open.node as usize))?;
        (node.form.has(Form::FLOW) && !node.form.has(Form::PAIR)).then_some(node.start)
    }

    /// The key in brackets or braces whose value comes next, and its form.
    fn waiting_flow_key(&self) -> Option<(Span, Form)> {
        let open = self.open.last().filter(|open| open.count % 2 == 1)?;
        let parent = self.nodes.get(open.node as usize)?;
        let key = self.nodes.get(open.key as usize)?;
        (parent.form.has(Form::FLOW) && parent.form.kind() == Kind::Mapping && !key.form.is_collection())
            .then(|| (Span::new(key.start, key.end), key.form))
    }

    pub(crate) fn count(&self) -> usize {
        self.nodes.len()
    }

    /// Whether the innermost open collection is in brackets or braces.
    fn in_flow(&self) -> bool {
        let innermost = self.open.last().and_then(|open| self.nodes.get(open.node as usize));
        innermost.is_some_and(|node| node.form.has(Form::FLOW))
    }

    /// Looks at what stands between the latest scalar and `end`: comments, and tabs that kubectl refuses.
    fn gap(&mut self, source: Source<'_>, end: u32) {
        let gap = Span::new(self.read_to, end.max(self.read_to));
        comment::collect(source.text, gap.start, gap.end, &mut self.comments);
        let written = gap.of(source.parsed);
        if !written.bytes().any(|byte| byte == b'\t') {
            return;
        }
        let in_flow = match self.open.last() {
            Some(_) => self.in_flow(),
            None if self.nodes.is_empty() => {
                matches!(source.parsed.as_bytes().get(gap.end as usize), Some(b'{' | b'['))
            }
            None => self.nodes.first().is_some_and(|root| root.form.has(Form::FLOW)),
        };
        let tab = match in_flow {
            true => self.tab_after_text(source, gap, written),
            false => comment::stray_tab(written, gap.start == 0),
        };
        if let Some(tab) = tab {
            let at = gap.start + narrow(tab);
            let message = "a tab is not allowed here, even on a blank line: use spaces";
            self.error(SyntaxError::new(Span::new(at, at + 1), SyntaxErrorKind::TabIndentation, message));
        }
    }

    /// What a line break that few programs show stands in: the marks of a scalar, or none.
    pub(crate) fn around(&self, offset: u32) -> Form {
        let after = self.nodes.partition_point(|node| node.start <= offset);
        let before = after.checked_sub(1).and_then(|before| self.nodes.get(before));
        before.filter(|node| offset < node.end).map_or(Form::NULL, |node| node.form)
    }

    fn next_id(&self) -> u32 {
        narrow(self.nodes.len())
    }

    /// Adds a node where the innermost open collection expects one.
    fn add(&mut self, span: Span, form: Form, link: u32) -> u32 {
        let id = self.next_id();
        let mut node = Node { start: span.start, end: span.end, parent: NONE, slot: NONE, link, form };
        if let Some(open) = self.open.last_mut() {
            node.parent = open.node;
            if self.nodes.get(open.node as usize).is_some_and(|parent| parent.form.kind() == Kind::Sequence) {
                node.slot = open.count;
            } else if open.count % 2 == 0 {
                node.form = node.form.with(Form::KEY);
                open.key = id;
            } else {
                node.slot = open.key;
            }
            open.count += 1;
            open.expanded += 1;
        }
        self.nodes.push(node);
        id
    }

    pub(crate) fn scalar(
        &mut self,
        source: Source<'_>,
        range: Span,
        content: &str,
        style: ScalarStyle,
        anchor: usize,
        tag: Tag,
    ) {
        let text = source.parsed;
        let mut marks = match style {
            ScalarStyle::Plain => 0,
            ScalarStyle::SingleQuoted => Form::SINGLE,
            ScalarStyle::DoubleQuoted => Form::DOUBLE,
            ScalarStyle::Literal | ScalarStyle::Folded => Form::BLOCK_SCALAR,
        };
        let marked = marks == 0 && self.nodes.len() <= 1 && surprise::is_marked(source.text, range.start);
        let (range, content) = if marked {
            // The parser drops a byte-order mark before the first key; kubectl does so at the very start only.
            let start = range.start - narrow(surprise::MARK.len_utf8());
            if let Some(root) = self.nodes.first_mut() {
                root.start = start;
            }
            (Span::new(start, range.end), &*format!("{}{content}", surprise::MARK))
        } else {
            (range, content)
        };
        let folded = if self.odd_breaks { self.fold(source, range, content, marks) } else { None };
        let content = match folded.as_deref() {
            Some(folded) => folded,
            // The parser was shown a letter.
            None if marks == 0 && range.len() == 1 && range.of(source.text) == "-" => "-",
            None => content,
        };
        let (content, span) = if marks == 0 && range.is_empty() {
            ("", self.empty_place(text, range))
        } else if marks == Form::BLOCK_SCALAR {
            (content, self.block_scalar(text, range))
        } else {
            (content, range)
        };
        self.gap(source, span.start);
        if marks == Form::BLOCK_SCALAR {
            let header = text.as_bytes().get(span.start as usize..span.end as usize).unwrap_or_default();
            let header = span.start + narrow(comment::line_length(header));
            comment::collect(source.text, span.start, header, &mut self.comments);
            self.refuse_tab_in_block(text, Span::new(span.start, header));
        }
        self.read_to = span.end;
        let mut misfit = None;
        let kind = scalar::resolve(content, marks != 0, tag).unwrap_or_else(|_| {
            let message = format!("`{}` does not fit its tag", shorten(content));
            misfit = Some(message);
            Kind::String
        });
        if let Some(message) = misfit {
            self.error(SyntaxError::new(span, SyntaxErrorKind::Value, message));
        }
        let decoded = if tag == Tag::Binary { scalar::decode_base64(content) } else { None };
        if tag == Tag::Binary && decoded.is_none() {
            self.error(SyntaxError::new(span, SyntaxErrorKind::Value, "the value of `!!binary` is not base64"));
        }
        let content = decoded.as_deref().unwrap_or(content);
        let quotes = if marks & Form::QUOTED != 0 { 1 } else { 0 };
        let inner = Span::new(span.start + quotes, span.end.saturating_sub(quotes).max(span.start + quotes));
        let mut link = NONE;
        // Most texts are handed on as they stand in the document.
        let written = inner.of(text);
        if !std::ptr::eq(written, content) && written != content {
            marks |= Form::COOKED;
            link = narrow(self.cooked_ends.len());
            self.cooked.push_str(content);
            self.cooked_ends.push(narrow(self.cooked.len()));
        }
        if !matches!(tag, Tag::None | Tag::Merge) {
            marks |= Form::TAGGED;
        }
        if anchor != 0 {
            marks |= Form::ANCHORED;
        }
        let id = self.add(span, Form::of(kind).with(marks), link);
        let key = self.nodes.last().is_some_and(|node| node.form.has(Form::KEY));
        if kind == Kind::Float && !key && content.ends_with(['f', 'F', 'n', 'N']) {
            let message = format!("`{content}` is a number that the API cannot take: quote it if it is a text");
            self.error(SyntaxError::new(span, SyntaxErrorKind::Value, message));
        }
        if anchor != 0 {
            self.anchors.push(Anchor { id: anchor, node: id, size: Some((1, 0)) });
        }
        self.added(source, id);
    }

    /// Where a value would stand that is not written: after the `:` or the `-`.
    fn empty_place(&self, text: &str, range: Span) -> Span {
        let from = self.read_to.min(range.start);
        let gap = text.get(self.read_to as usize..).unwrap_or_default();
        let after = gap.trim_start_matches([' ', '\t']);
        if self.open.last().is_some_and(|open| open.count % 2 == 1)
            && let Some(rest) = after.strip_prefix(':')
        {
            return Span::empty(narrow(text.len() - rest.len()));
        }
        Span::empty(range.start.max(from))
    }

    /// From the `|` or `>` to the end of the last line that belongs to the text.
    fn block_scalar(&self, text: &str, range: Span) -> Span {
        let gap = Span::new(self.read_to, range.start);
        let start = self.read_to + mark_in_gap(gap.of(text), |byte| matches!(byte, b'|' | b'>'));
        let header = text.get(start as usize..).unwrap_or_default();
        let header = header.get(..comment::line_length(header.as_bytes())).unwrap_or(header);
        let keeps = header.split('#').next().unwrap_or_default().contains('+');
        let body = text.get(start as usize..range.end as usize).unwrap_or_default();
        let end = if keeps {
            let body = body.trim_end_matches([' ', '\t']);
            let body = body.strip_suffix('\n').unwrap_or(body);
            body.strip_suffix('\r').unwrap_or(body).len()
        } else {
            body.trim_end().len()
        };
        Span::new(start, start + narrow(end.max(header.trim_end().len())))
    }

    /// A sequence in block style begins at its first dash, also where it stands no deeper than its key.
    fn dash(&self, text: &str, range: Span) -> Span {
        let mapping = |open: &Open| {
            let node = self.nodes.get(open.node as usize);
            node.is_some_and(|node| node.form.kind() == Kind::Mapping) && open.count % 2 == 1
        };
        if !self.open.last().is_some_and(mapping) {
            return range;
        }
        let gap = Span::new(self.read_to, range.start).of(text);
        let dash = self.read_to + mark_in_gap(gap, |byte| byte == b'-');
        if dash < range.start { Span::empty(dash) } else { range }
    }

    /// Opens a collection in block style.
    pub(crate) fn open_block(&mut self, source: Source<'_>, at: u32, sequence: bool) -> Result<(), Broken> {
        let form = if sequence { Form::SEQUENCE } else { Form::MAPPING };
        self.open(source, form, Span::empty(at), StructureStyle::Block, 0, false)
    }

    /// Collects the comments after the last scalar.
    pub(crate) fn end(&mut self, source: Source<'_>) {
        self.gap(source, narrow(source.text.len()));
    }

    /// End of the latest scalar.
    pub(crate) fn read_to(&self) -> u32 {
        self.read_to
    }

    /// Opens a mapping in braces.
    pub(crate) fn open_flow_mapping(&mut self, source: Source<'_>, range: Span) -> Result<(), Broken> {
        self.open(source, Form::MAPPING, range, StructureStyle::Flow, 0, false)
    }

    /// Opens a sequence in brackets.
    pub(crate) fn open_flow_sequence(&mut self, source: Source<'_>, range: Span) -> Result<(), Broken> {
        self.open(source, Form::SEQUENCE, range, StructureStyle::Flow, 0, false)
    }

    fn open(
        &mut self,
        source: Source<'_>,
        form: Form,
        range: Span,
        style: StructureStyle,
        anchor: usize,
        tagged: bool,
    ) -> Result<(), Broken> {
        if self.open.len() >= limits::DEPTH as usize {
            return Err(Broken::TooDeep(range.start));
        }
        let mut marks = 0;
        if style == StructureStyle::Flow {
            marks |= Form::FLOW;
            if range.is_empty() {
                marks |= Form::PAIR;
            }
        }
        if tagged {
            marks |= Form::TAGGED;
        }
        if anchor != 0 {
            marks |= Form::ANCHORED;
        }
        let range = if form == Form::SEQUENCE && style == StructureStyle::Block {
            self.dash(source.parsed, range)
        } else {
            range
        };
        if style == StructureStyle::Flow && !range.is_empty() && !self.in_flow() {
            self.gap(source, range.start);
            self.read_to = range.start;
        }
        let node = self.add(range, form.with(marks), NONE);
        if anchor != 0 {
            self.anchors.push(Anchor { id: anchor, node, size: None });
        }
        self.open.push(Open { node, count: 0, key: NONE, expanded: 1, height: 1, anchor });
        Ok(())
    }

    pub(crate) fn close(&mut self, source: Source<'_>, range: Span) {
        if self.in_flow() && !range.is_empty() {
            self.gap(source, range.start);
        }
        let Some(open) = self.open.pop() else { return };
        let last = self.nodes.last().map_or(range.end, |node| node.end);
        let next = self.next_id();
        let mut end = last;
        if let Some(node) = self.nodes.get_mut(open.node as usize) {
            let flow = node.form.has(Form::FLOW) && !range.is_empty();
            node.link = next;
            node.end = if flow { range.end } else { last.max(node.end) };
            end = node.end;
            if flow {
                self.read_to = range.end.max(self.read_to);
            }
            if node.form.kind() == Kind::Mapping {
                self.mark_keys(source.parsed, open.node);
            }
        }
        if open.anchor != 0
            && let Some(anchor) = self.anchors.iter_mut().rev().find(|anchor| anchor.node == open.node)
        {
            anchor.size = Some((open.expanded, open.height));
        }
        if let Some(outer) = self.open.last_mut() {
            outer.expanded = outer.expanded.saturating_add(open.expanded);
            outer.height = outer.height.max(open.height + 1);
            // The brace or bracket that ends a flow collection is no node, and ends what it is the last of.
            if let Some(node) = self.nodes.get_mut(outer.node as usize) {
                node.end = node.end.max(end);
            }
        }
        self.added(source, open.node);
    }
}

/// Bytes before a mark in the text between two values, comments, tags and anchors passed over.
fn mark_in_gap(gap: &str, is_mark: impl Fn(u8) -> bool) -> u32 {
    let bytes = gap.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match byte {
            _ if is_mark(*byte) => break,
            b'#' => at += comment::line_length(bytes.get(at..).unwrap_or_default()),
            b'!' | b'&' => {
                let rest = bytes.get(at..).unwrap_or_default();
                at += rest.iter().position(u8::is_ascii_whitespace).unwrap_or(rest.len());
            }
            _ => at += 1,
        }
    }
    narrow(at)
}

fn shorten(text: &str) -> &str {
    let end = text.char_indices().nth(40).map_or(text.len(), |(index, _)| index);
    text.get(..end).unwrap_or(text)
}

fn narrow(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
