//! From what pest parsed to a layout: the tokens with the spaces between them, and the blocks and groups that they form.

use super::doc::{BLOCK_WIDTH, Block, Comment, CommentKind, Doc, Item, Layout, Token, WIDTH, Written};
use super::rules::{self, Breaks};
use crate::parse::{Chunk, Pair, Rule, Scan};

/// Makes the layout of a text, one chunk after the other.
pub(super) struct Lower<'t> {
    text: &'t str,
    /// The first byte of the chunk: pest's places count from there.
    start: usize,
    pub layout: Layout,
    /// The end of the last token or comment.
    end: usize,
    /// How many of the comments stand before it.
    comments: usize,
    /// The rule of the last token.
    pub last: Option<Rule>,
    /// How many spaces stand before the next token, if it isn't said by the tokens around.
    pub wide: Option<usize>,
    /// Whether a line may begin with the next token.
    pub may_begin: bool,
}

impl<'t> Lower<'t> {
    /// Begins with a text.
    pub fn new(text: &'t str, scan: &Scan) -> Self {
        let comment =
            |start: u32, end: u32, kind| Comment { start: start as usize, end: end as usize, kind, blank: false };
        let notes = scan.comments.iter().map(|span| comment(span.start, span.end, CommentKind::Line));
        let docs = scan.docs.iter().map(|doc| comment(doc.span.start, doc.span.end, CommentKind::Doc));
        let mut comments: Vec<Comment> = notes.chain(docs).collect();
        comments.sort_by_key(|comment| comment.start);
        let mut layout = Layout::default();
        layout.comments = comments;
        Self { text, start: 0, layout, end: 0, comments: 0, last: None, wide: None, may_begin: true }
    }

    /// Takes a chunk that was understood.
    pub fn understood(&mut self, chunk: &Chunk, parsed: Pair<'_>) {
        self.start = chunk.start;
        for part in parsed.into_inner().filter(|part| part.as_rule() != Rule::EOI) {
            let item = self.item(part, 0);
            self.layout.items.push(item);
        }
    }

    /// Takes a chunk that stays as it is, from its first word to the end of its last line.
    pub fn left_alone(&mut self, chunk: &Chunk) {
        let Some(start) = chunk.marks.first().map(|mark| mark.at) else { return };
        let written = self.text.get(start..chunk.end).unwrap_or_default();
        let content = written.trim_end_matches([' ', '\t', '\r', '\n', '\u{feff}']).len();
        let behind = written.get(content..).unwrap_or_default();
        let end = start + content + behind.find('\n').unwrap_or(behind.len());
        self.may_begin = true;
        let index = self.token(start, end, Rule::decl_junk);
        while self.layout.comments.get(self.comments).is_some_and(|comment| comment.start < end) {
            self.comments += 1;
        }
        self.layout.items.push(Item { tokens: index..index + 1, docs: Vec::new(), kind: None });
    }

    /// The layout, when there is no more text.
    pub fn finish(mut self) -> Layout {
        self.may_begin = true;
        self.token(self.text.len(), self.text.len(), Rule::EOI);
        self.layout.measure();
        self.layout
    }

    // Items and blocks.

    /// A declaration, or what stands in a block; `space` is what parts it on one line from what is before.
    fn item(&mut self, pair: Pair<'_>, space: usize) -> Item {
        (self.wide, self.may_begin) = (Some(space), true);
        let first = self.layout.tokens.len();
        let kind = rules::kind(&pair);
        let mut docs = Vec::new();
        self.lower(pair, &mut docs);
        Item { tokens: first..self.layout.tokens.len(), docs, kind: Some(kind) }
    }

    /// A block, from its `{` to its `}`.
    fn block<'p>(&mut self, rule: Rule, open: Pair<'p>, inner: &mut impl Iterator<Item = Pair<'p>>) -> Block {
        let open = self.leaf(&open);
        let mut items = Vec::new();
        for part in inner {
            match part.as_rule() {
                Rule::COMMA => {}
                Rule::RBRACE => {
                    (self.wide, self.may_begin) = (Some(usize::from(!items.is_empty())), true);
                    self.leaf(&part);
                    break;
                }
                _ => {
                    let item = self.item(part, if items.is_empty() { 1 } else { 2 });
                    items.push(item);
                }
            }
        }
        let close = self.layout.tokens.len() - 1;
        let (from, to) = (self.layout.token(open).end, self.layout.token(close).start);
        let empty = items.is_empty();
        let one_line = empty || !self.text.get(from..to).unwrap_or_default().contains('\n');
        let written = if one_line { Written::OneLine } else { Written::Lines };
        let width = if matches!(rule, Rule::fields | Rule::record) { WIDTH } else { BLOCK_WIDTH };
        Block { open, items, close, written, width }
    }

    // Everything else.

    /// Adds a node to a layout.
    pub fn lower(&mut self, pair: Pair<'_>, docs: &mut Vec<Doc>) {
        match pair.as_rule() {
            Rule::string | Rule::field_of => self.row(&pair, docs),
            Rule::operation | Rule::narrow => self.operation(pair, docs),
            Rule::if_expr => self.conditional(pair, docs),
            _ if pair.clone().into_inner().next().is_none() => self.row(&pair, docs),
            rule => match rules::breaks(rule) {
                Breaks::Brackets => self.brackets(pair, docs),
                Breaks::At(begins) => self.group(docs, |lower, docs| {
                    let mut inside = Vec::new();
                    lower.children(pair, &mut inside, begins);
                    docs.push(Doc::Indent(inside));
                }),
                Breaks::Nowhere => self.children(pair, docs, |_, _| false),
            },
        }
    }

    /// Adds the parts of a node, with lines before those that may begin one.
    fn children(&mut self, pair: Pair<'_>, docs: &mut Vec<Doc>, begins: fn(Option<Rule>, Rule) -> bool) {
        let rule = pair.as_rule();
        let each = rules::is_each(&pair);
        let mut before = None;
        let mut inner = pair.into_inner();
        while let Some(part) = inner.next() {
            let part_rule = part.as_rule();
            if rules::is_column(rule, before, part_rule) && !each {
                docs.push(Doc::Column(self.layout.tokens.len()));
            }
            if begins(before, part_rule) {
                self.line(docs);
            }
            if rules::is_wide(rule, part_rule) && self.wide.is_none() {
                self.wide = Some(2);
            }
            if part_rule == Rule::LBRACE {
                let block = self.block(rule, part, &mut inner);
                docs.push(Doc::Block(block));
            } else if part_rule == Rule::ASSIGN && matches!(rule, Rule::enumeration | Rule::measure) {
                self.row(&part, docs);
                self.group(docs, |lower, docs| lower.definition(&mut inner, docs));
            } else {
                self.lower(part, docs);
            }
            before = Some(part_rule);
        }
    }

    /// What an enumeration or a measure is.
    fn definition<'p>(&mut self, inner: &mut impl Iterator<Item = Pair<'p>>, docs: &mut Vec<Doc>) {
        let mut inside = Vec::new();
        for part in inner {
            if matches!(part.as_rule(), Rule::BAR | Rule::OF | Rule::within | Rule::BY | Rule::PER | Rule::ALERT) {
                self.line(&mut inside);
            }
            self.lower(part, &mut inside);
        }
        docs.push(Doc::Indent(inside));
    }

    /// Something between round or square brackets; a comma before the closing one is left out.
    fn brackets(&mut self, pair: Pair<'_>, docs: &mut Vec<Doc>) {
        let attached = rules::is_attached(pair.as_rule());
        self.group(docs, |lower, docs| {
            let mut inner = pair.into_inner().peekable();
            let mut inside = Vec::new();
            while let Some(part) = inner.next() {
                match part.as_rule() {
                    Rule::LPAREN | Rule::LBRACKET => {
                        lower.wide = lower.wide.take().or(attached.then_some(0));
                        lower.row(&part, docs);
                        lower.line(&mut inside);
                    }
                    Rule::RPAREN | Rule::RBRACKET => {
                        docs.push(Doc::Indent(std::mem::take(&mut inside)));
                        lower.line(docs);
                        lower.row(&part, docs);
                    }
                    Rule::COMMA if inner.peek().is_some_and(|next| rules::bracket(next.as_rule()).is_some()) => {}
                    Rule::COMMA => {
                        lower.row(&part, &mut inside);
                        lower.line(&mut inside);
                    }
                    Rule::OR => {
                        lower.line(&mut inside);
                        lower.row(&part, &mut inside);
                    }
                    _ if inside.is_empty() => lower.lower(part, docs),
                    _ => lower.lower(part, &mut inside),
                }
            }
        });
    }

    /// A group around what is added meanwhile.
    pub fn group(&mut self, docs: &mut Vec<Doc>, add: impl FnOnce(&mut Self, &mut Vec<Doc>)) {
        let first = self.layout.tokens.len();
        let mut inside = Vec::new();
        add(self, &mut inside);
        docs.push(Doc::Group(first..self.layout.tokens.len(), inside));
    }

    /// A place where a line may begin.
    pub fn line(&mut self, docs: &mut Vec<Doc>) {
        self.may_begin = true;
        docs.push(Doc::Line);
    }

    /// Adds one token.
    pub fn row(&mut self, leaf: &Pair<'_>, docs: &mut Vec<Doc>) {
        let index = self.leaf(leaf);
        match docs.last_mut() {
            Some(Doc::Row(tokens)) if tokens.end == index => tokens.end = index + 1,
            _ => docs.push(Doc::Row(index..index + 1)),
        }
    }

    fn leaf(&mut self, pair: &Pair<'_>) -> usize {
        let start = self.start + pair.as_span().start();
        self.token(start, start + pair.as_str().trim_end().len(), pair.as_rule())
    }

    fn token(&mut self, start: usize, end: usize, rule: Rule) -> usize {
        let first = self.comments;
        let own = |from: usize, to: usize| {
            self.text.get(from..to).unwrap_or_default().bytes().filter(|byte| *byte == b'\n').count()
        };
        let mut before = self.end;
        for comment in self.layout.comments.iter_mut().skip(first).take_while(|comment| comment.start < start) {
            let lines = own(before, comment.start);
            comment.blank = lines > 1;
            if lines == 0 && before > 0 && comment.kind == CommentKind::Line {
                comment.kind = CommentKind::Trailing;
            }
            before = comment.end;
            self.comments += 1;
        }
        let blank = own(before, start) > 1;
        let written = self.text.get(start..end).unwrap_or_default();
        let space = self.wide.take().unwrap_or_else(|| rules::space(self.last, rule));
        self.layout.tokens.push(Token {
            start,
            end,
            space,
            width: written.chars().count(),
            bracket: rules::bracket(rule),
            may_begin: std::mem::take(&mut self.may_begin),
            blank,
            comments: (first, self.comments),
        });
        (self.end, self.last) = (end, Some(rule));
        self.layout.tokens.len() - 1
    }
}
