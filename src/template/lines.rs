//! Line tokens: each line of a template says where it stands, so that a problem in rendered text has a place.

use crate::slots::Token;

/// The text of a template body with line tokens, and how to get back to the places in the file.
#[derive(Clone, Debug)]
pub(super) struct Marked {
    /// The body with tokens.
    pub(super) text: String,
    /// For each line of the body: its first byte in the file, the column (in characters, from 0) at which a token was
    /// put, and the token's length in characters, 0 where there is none.
    lines: Vec<(usize, usize, usize)>,
}

impl Marked {
    /// Puts a token after the block prefix of each line of the body whose next character is text.
    #[must_use]
    pub(super) fn new(file: &str, body: usize) -> Self {
        let mut text = String::with_capacity(file.len() - body + 512);
        let mut lines = Vec::new();
        let mut at = body;
        let first_line = file[..body].matches('\n').count() + 1;
        for (index, line) in file[body..].split_inclusive('\n').enumerate() {
            if let Some(byte) = insertion(line) {
                let token = Token::Line(first_line + index).encode();
                lines.push((at, line[..byte].chars().count(), token.chars().count()));
                text.push_str(&line[..byte]);
                text.push_str(&token);
                text.push_str(&line[byte..]);
            } else {
                lines.push((at, 0, 0));
                text.push_str(line);
            }
            at += line.len();
        }
        Self { text, lines }
    }

    /// The byte in the file of a place in the marked text, given as a line and a column from 1.
    #[must_use]
    pub(super) fn byte(&self, file: &str, line: usize, column: usize) -> usize {
        let Some(&(start, token_at, length)) = self.lines.get(line.saturating_sub(1)) else { return file.len() };
        let mut column = column.saturating_sub(1);
        if length > 0 && column >= token_at {
            column = column.saturating_sub(length).max(token_at);
        }
        start + file[start..].char_indices().nth(column).map_or(0, |(byte, _)| byte)
    }
}

/// The byte of a line at which its token goes, if it has text.
fn insertion(line: &str) -> Option<usize> {
    let content = line.trim_end();
    let is_delimiter_row = content.trim_start().starts_with("|-") || content.trim_start().starts_with("|:");
    if content.is_empty() || is_delimiter_row || content.chars().all(|character| character == '-') {
        return None;
    }
    let mut rest = content.trim_start();
    loop {
        let after = ["- ", "> ", "| ", "[ ] ", "# ", "## ", "### "]
            .iter()
            .find_map(|prefix| rest.strip_prefix(prefix))
            .or_else(|| rest.strip_prefix("|").filter(|_| rest.starts_with('|')))
            .or_else(|| {
                let digits = rest.trim_start_matches(|character: char| character.is_ascii_digit());
                (digits.len() < rest.len()).then(|| digits.strip_prefix(". ")).flatten()
            });
        match after {
            Some(after) => rest = after.trim_start(),
            None => break,
        }
    }
    let is_tag = ["{{#", "{{/", "{{else", "{{^", "{{!", "{{>", "{{~"].iter().any(|tag| rest.starts_with(tag));
    // A token before ** or a fence would hide from the Markdown parser that it starts there.
    if rest.is_empty() || rest == ">" || is_tag || rest.starts_with(['*', '|', '`']) {
        return None;
    }
    Some(content.len() - rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expected: &str) {
        let marked = Marked::new(line, 0);
        let shown = marked.text.replace(&Token::Line(1).encode(), "@");
        assert_eq!(shown, expected);
    }

    #[test]
    fn tokens_follow_the_block_prefix() {
        check("文章", "@文章");
        check("1. 項", "1. @項");
        check("   - [ ] 欄", "   - [ ] @欄");
        check("| a | b |", "| @a | b |");
        check("|---|--:|", "|---|--:|");
        check("|---|{{#if x}}---|{{/if}}", "|---|{{#if x}}---|{{/if}}");
        check("> 注", "> @注");
        check(">", ">");
        check("{{#if x}}", "{{#if x}}");
        check("{{company.name}}は", "@{{company.name}}は");
        check("**強く**", "**強く**");
        check("---", "---");
        check("```chart", "```chart");
        check("  - 部｜{{x}}", "  - @部｜{{x}}");
    }

    #[test]
    fn places_lead_back_to_the_file() {
        let file = "+++\n+++\n1. 前{{x}}\n";
        let marked = Marked::new(file, 8);
        let column = marked.text.chars().position(|character| character == '{').expect("there is a tag") + 1;
        assert_eq!(&file[marked.byte(file, 1, column)..], "{{x}}\n");
    }
}
