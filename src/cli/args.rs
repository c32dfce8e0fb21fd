//! The arguments, and what is said when they are wrong; the only place naming clap.

use std::ffi::OsString;
use std::fmt::Write;
use std::path::PathBuf;

use chrono::NaiveDate;
use clap::error::{ContextKind, ErrorKind};
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::model::DocumentKind;
use crate::style::Marks;

const TEMPLATE: &str = "{about-with-newline}\n使い方: {usage}\n\n{all-args}{after-help}";
const ABOUT: &str =
    "会社情報（TOML）から、情報セキュリティの基本方針・ハンドブック・関連規程を Word と PDF で作ります。";
const AFTER: &str = "はじめての方へ:\n  kitei init 会社.toml      書き込める会社情報を作る\n  kitei build 会社.toml     文書一式を out/ に作る\n\nkitei は法律の助言をするものではありません。書体は SIL Open Font License 1.1 の BIZ UDP フォントと Noto Serif JP です。";

#[derive(Parser)]
#[command(
    name = "kitei", version, about = ABOUT, after_help = AFTER, help_template = TEMPLATE,
    disable_help_flag = true, disable_version_flag = true, disable_help_subcommand = true,
    subcommand_help_heading = "コマンド", subcommand_value_name = "コマンド"
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    /// この説明を表示する
    #[arg(short = 'h', long, action = clap::ArgAction::Help, global = true, help_heading = "オプション")]
    help: Option<bool>,
    /// 版を表示する
    #[arg(short = 'V', long, action = clap::ArgAction::Version, help_heading = "オプション")]
    version: Option<bool>,
}

/// A command with its arguments.
#[derive(Subcommand)]
pub(super) enum Command {
    /// 会社情報から文書一式を作る
    #[command(help_template = TEMPLATE)]
    Build(BuildArgs),
    /// 会社情報またはひな形を調べる（何も書き出さない）
    #[command(help_template = TEMPLATE)]
    Check(CheckArgs),
    /// 会社情報に書ける項目の一覧を表示する
    #[command(help_template = TEMPLATE)]
    Fields(FieldsArgs),
    /// 書き込める会社情報を作る
    #[command(help_template = TEMPLATE)]
    Init(InitArgs),
}

/// What `build` takes.
#[derive(Args)]
pub(super) struct BuildArgs {
    /// 会社情報のファイル、それを集めたフォルダ、または -（標準入力）
    #[arg(required = true, value_name = "会社情報", help_heading = "引数")]
    pub profiles: Vec<PathBuf>,
    /// 書き出す先のフォルダ。中に会社情報の名前のフォルダを作る
    #[arg(
        long,
        value_name = "フォルダ",
        default_value = "out",
        hide_default_value = true,
        help_heading = "オプション"
    )]
    pub out: PathBuf,
    /// 作る文書を選ぶ: basic-policy（基本方針）、handbook（ハンドブック）、regulations（関連規程）、my-number-policy（特定個人情報の基本方針）。, で並べられる
    #[arg(long, value_name = "文書", value_delimiter = ',', hide_possible_values = true, help_heading = "オプション")]
    pub only: Vec<Only>,
    /// 作る形式を選ぶ: docx、pdf。, で並べられる
    #[arg(long, value_name = "形式", value_delimiter = ',', hide_possible_values = true, help_heading = "オプション")]
    pub format: Vec<Format>,
    /// final は確定版（既定）、review は下書き（記入は赤、選択は青、ほかの選択肢と確かめる既定値も示す）、sample は記入前の見本（記入は〇〇、選択はすべての語）
    #[arg(
        long,
        value_name = "印",
        default_value = "final",
        hide_possible_values = true,
        hide_default_value = true,
        help_heading = "オプション"
    )]
    pub marks: MarksArg,
    /// 制定日が書かれていないときに使う日（2026-12-01 の形）
    #[arg(long, value_name = "日付", help_heading = "オプション")]
    pub date: Option<NaiveDate>,
    /// 付属の書体にない漢字に使う TrueType 書体
    #[arg(long, value_name = "ファイル", help_heading = "オプション")]
    pub fallback_font: Option<PathBuf>,
    /// 変えられたファイルがあっても置き換える
    #[arg(long, help_heading = "オプション")]
    pub overwrite: bool,
    #[command(flatten)]
    pub shared: SharedArgs,
}

/// What `check` takes.
#[derive(Args)]
pub(super) struct CheckArgs {
    /// 会社情報のファイル、それを集めたフォルダ、または -（標準入力）
    #[arg(value_name = "会社情報", help_heading = "引数")]
    pub profiles: Vec<PathBuf>,
    /// ひな形に重ねるフォルダ。会社情報を書かなければ、ひな形そのものを調べる
    #[arg(long, value_name = "フォルダ", num_args = 0..=1, help_heading = "オプション")]
    #[expect(clippy::option_option, reason = "clap's way to say that the folder may be left out")]
    pub templates: Option<Option<PathBuf>>,
    /// 付属の書体にない漢字に使う TrueType 書体
    #[arg(long, value_name = "ファイル", help_heading = "オプション")]
    pub fallback_font: Option<PathBuf>,
    /// final は未記入を許さない（既定）、review と sample は許す
    #[arg(
        long,
        value_name = "印",
        default_value = "final",
        hide_possible_values = true,
        hide_default_value = true,
        help_heading = "オプション"
    )]
    pub marks: MarksArg,
    /// 知らせの形式: text（既定）、json
    #[arg(
        long,
        value_name = "形式",
        default_value = "text",
        hide_possible_values = true,
        hide_default_value = true,
        help_heading = "オプション"
    )]
    pub message_format: MessageFormat,
    /// 注意も誤りとして扱う
    #[arg(long, help_heading = "オプション")]
    pub deny_warnings: bool,
}

/// What `fields` takes.
#[derive(Args)]
pub(super) struct FieldsArgs {
    /// 名前か説明にこの語を含む項目だけを詳しく表示する
    #[arg(value_name = "語", help_heading = "引数")]
    pub words: Option<String>,
    /// 表示の形式: text（既定）、json（項目の一覧）、schema（会社情報の JSON Schema）
    #[arg(
        long,
        value_name = "形式",
        default_value = "text",
        hide_possible_values = true,
        hide_default_value = true,
        help_heading = "オプション"
    )]
    pub format: FieldsFormat,
    #[command(flatten)]
    pub shared: SharedArgs,
}

/// What `init` takes.
#[derive(Args)]
pub(super) struct InitArgs {
    /// 作るファイル。省くと画面に表示する
    #[arg(value_name = "ファイル", help_heading = "引数")]
    pub file: Option<PathBuf>,
    /// すべての項目を、既定の値の見本付きで並べる
    #[arg(long, help_heading = "オプション")]
    pub full: bool,
    #[command(flatten)]
    pub shared: SharedArgs,
}

/// What all commands but `check` share.
#[derive(Args)]
pub(super) struct SharedArgs {
    /// 付属のひな形に重ねるフォルダ。同じ名前のファイルだけが置き換わる
    #[arg(long, value_name = "フォルダ", help_heading = "オプション")]
    pub templates: Option<PathBuf>,
    /// 知らせの形式: text（既定）、json
    #[arg(
        long,
        value_name = "形式",
        default_value = "text",
        hide_possible_values = true,
        hide_default_value = true,
        help_heading = "オプション"
    )]
    pub message_format: MessageFormat,
    /// 注意も誤りとして扱う
    #[arg(long, help_heading = "オプション")]
    pub deny_warnings: bool,
}

/// A document to write.
#[derive(Clone, Copy, ValueEnum)]
pub(super) enum Only {
    BasicPolicy,
    Handbook,
    Regulations,
    MyNumberPolicy,
}

impl Only {
    /// The document.
    pub(super) fn kind(self) -> DocumentKind {
        match self {
            Self::BasicPolicy => DocumentKind::BasicPolicy,
            Self::Handbook => DocumentKind::Handbook,
            Self::Regulations => DocumentKind::Regulations,
            Self::MyNumberPolicy => DocumentKind::MyNumberPolicy,
        }
    }
}

/// A format to write.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    Docx,
    Pdf,
}

/// How fill-ins and choices are marked.
#[derive(Clone, Copy, ValueEnum)]
pub(super) enum MarksArg {
    Review,
    Final,
    Sample,
}

impl MarksArg {
    /// The marks.
    pub(super) fn marks(self) -> Marks {
        match self {
            Self::Review => Marks::Review,
            Self::Final => Marks::Final,
            Self::Sample => Marks::Sample,
        }
    }
}

/// How problems are printed.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum MessageFormat {
    Text,
    Json,
}

/// How the catalogue is printed.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum FieldsFormat {
    Text,
    Json,
    Schema,
}

/// What the arguments ask for.
pub(super) enum Parsed {
    /// A command.
    Command(Box<Command>),
    /// Help or the version, to be printed.
    Help(String),
    /// A mistake, to be complained about.
    Usage(String),
}

/// Parses the arguments.
pub(super) fn parse(arguments: impl IntoIterator<Item = OsString>) -> Parsed {
    match Cli::try_parse_from(arguments) {
        Ok(cli) => Parsed::Command(Box::new(cli.command)),
        Err(error) => match error.kind() {
            ErrorKind::DisplayHelp
            | ErrorKind::DisplayVersion
            | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => Parsed::Help(error.to_string()),
            _ => Parsed::Usage(usage(&error)),
        },
    }
}

/// A mistake in the arguments in Japanese.
fn usage(error: &clap::Error) -> String {
    let context = |kind| error.get(kind).map(ToString::to_string);
    let argument = context(ContextKind::InvalidArg).unwrap_or_default();
    let value = context(ContextKind::InvalidValue).unwrap_or_default();
    let mut text = match error.kind() {
        ErrorKind::UnknownArgument => format!("誤り: {argument} という指定はありません"),
        ErrorKind::InvalidSubcommand => {
            let command = context(ContextKind::InvalidSubcommand).unwrap_or_default();
            format!("誤り: {command} というコマンドはありません")
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation if value.is_empty() => {
            format!("誤り: {argument} の値がありません")
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            format!("誤り: {argument} に {value} は指定できません")
        }
        ErrorKind::MissingRequiredArgument => format!("誤り: {argument} が足りません"),
        ErrorKind::MissingSubcommand => "誤り: コマンドがありません".to_owned(),
        ErrorKind::ArgumentConflict => format!("誤り: {argument} は同時に指定できません"),
        ErrorKind::TooManyValues | ErrorKind::WrongNumberOfValues => format!("誤り: {argument} の値の数が違います"),
        _ => "誤り: 指定が正しくありません".to_owned(),
    };
    let suggestions = [
        (ContextKind::SuggestedArg, "「", "」のことですか"),
        (ContextKind::SuggestedSubcommand, "「", "」のことですか"),
        (ContextKind::ValidValue, "次から選んでください: ", ""),
    ];
    for (kind, before, after) in suggestions {
        if let Some(suggestion) = context(kind) {
            let _ = write!(text, "\nヒント: {before}{suggestion}{after}");
        }
    }
    text.push_str("\nくわしくは kitei --help をご覧ください\n");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn complaint(arguments: &str) -> String {
        match parse(std::iter::once("kitei").chain(arguments.split_whitespace()).map(OsString::from)) {
            Parsed::Usage(text) => text,
            Parsed::Command(_) | Parsed::Help(_) => panic!("accepted"),
        }
    }

    #[test]
    fn mistakes_are_explained_in_japanese() {
        assert!(
            complaint("build --fromat pdf a.toml")
                .starts_with("誤り: --fromat という指定はありません\nヒント: 「--format」")
        );
        assert!(complaint("bild a.toml").starts_with("誤り: bild というコマンドはありません"));
        assert!(complaint("build").starts_with("誤り: <会社情報>... が足りません"));
        assert!(complaint("build a.toml --marks red").contains("review, final, sample"));
        assert!(complaint("build a.toml --date 2026-02-30").starts_with("誤り: --date <日付> に 2026-02-30 は"));
    }

    #[test]
    fn the_definition_is_sound() {
        <Cli as clap::CommandFactory>::command().debug_assert();
    }
}
