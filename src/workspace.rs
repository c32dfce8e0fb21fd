//! Files: finding and reading profiles and templates, writing packs whole or not at all.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::bundle::{Bundle, hex};

/// A failure of reading or writing.
#[derive(Debug, thiserror::Error)]
pub enum IoError {
    /// A file cannot be read.
    #[error("{} を読めません: {reason}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        reason: std::io::Error,
    },
    /// A file cannot be written.
    #[error("{} に書けません: {reason}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system says.
        reason: std::io::Error,
    },
    /// A text is not UTF-8.
    #[error("{} の文字コードがUTF-8ではありません。メモ帳の「名前を付けて保存」で文字コードをUTF-8にして保存し直してください", path.display())]
    Encoding {
        /// The file.
        path: PathBuf,
    },
    /// A folder without profiles.
    #[error("{} に会社情報（.toml）がありません", path.display())]
    NoProfiles {
        /// The folder.
        path: PathBuf,
    },
    /// A name that cannot be a folder's.
    #[error("{} はフォルダの名前に使えません。会社情報のファイル名を変えてください", name)]
    Name {
        /// The name.
        name: String,
    },
    /// Two profiles with the same name.
    #[error("{} と {} は同じ名前なので、書き出す先が重なります。ファイル名を変えてください", first.display(), second.display())]
    SameName {
        /// The first profile.
        first: PathBuf,
        /// The second profile.
        second: PathBuf,
    },
    /// A file in the pack's folder that was not written by kitei, or was changed since.
    #[error("{} は書き出した後に変えられたか、kitei が作ったものではありません。残したいものを別の場所へ移すか、--overwrite を付けてください", path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// A file that exists already.
    #[error("{} はすでにあります。別の名前を指定してください", path.display())]
    Exists {
        /// The file.
        path: PathBuf,
    },
}

/// A profile to build.
#[derive(Clone, Debug)]
pub struct Input {
    /// The file, or `-` for standard input.
    pub path: PathBuf,
    /// The name of the folder its pack is written to.
    pub name: String,
}

/// Finds the profiles behind the arguments: files, folders of files, or `-`.
///
/// # Errors
/// If a folder cannot be read or has no profiles, or two profiles would be written to the same place.
pub fn inputs(arguments: &[PathBuf]) -> Result<Vec<Input>, IoError> {
    let mut found = Vec::new();
    for argument in arguments {
        if argument.is_dir() {
            let profiles = listing(argument)?
                .into_iter()
                .filter(|path| path.is_file() && path.extension().is_some_and(|extension| extension == "toml"));
            let before = found.len();
            for path in profiles {
                found.push(input(path)?);
            }
            if found.len() == before {
                return Err(IoError::NoProfiles { path: argument.clone() });
            }
        } else {
            found.push(input(argument.clone())?);
        }
    }
    let mut names: BTreeMap<String, PathBuf> = BTreeMap::new();
    for input in &found {
        // Windows and macOS do not tell names apart by case.
        if let Some(first) = names.insert(input.name.to_lowercase(), input.path.clone())
            && first != input.path
        {
            return Err(IoError::SameName { first, second: input.path.clone() });
        }
    }
    found.dedup_by(|left, right| left.path == right.path);
    Ok(found)
}

fn input(path: PathBuf) -> Result<Input, IoError> {
    if path.as_os_str() == "-" {
        return Ok(Input { path, name: "stdin".to_owned() });
    }
    let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    if is_folder_name(&name) { Ok(Input { path, name }) } else { Err(IoError::Name { name }) }
}

/// Whether a name can be a folder's on every system and leads nowhere else.
fn is_folder_name(name: &str) -> bool {
    const RESERVED: [&str; 4] = ["con", "prn", "aux", "nul"];
    let lower = name.to_ascii_lowercase();
    let numbered = |prefix: &str| {
        lower.strip_prefix(prefix).is_some_and(|rest| rest.len() == 1 && rest.chars().all(|c| c.is_ascii_digit()))
    };
    !name.is_empty()
        && !name.ends_with(['.', ' '])
        && !name.contains(['/', '\\', ':', '*', '?', '"', '<', '>', '|', '\0'])
        && !RESERVED.contains(&lower.as_str())
        && !numbered("com")
        && !numbered("lpt")
}

/// Reads a profile as text.
///
/// # Errors
/// If it cannot be read or is not UTF-8.
pub fn read_profile(input: &Input) -> Result<String, IoError> {
    let bytes = if input.path.as_os_str() == "-" {
        let mut bytes = Vec::new();
        let read = std::io::stdin().read_to_end(&mut bytes);
        read.map_err(|reason| IoError::Read { path: PathBuf::from("標準入力"), reason })?;
        bytes
    } else {
        read(&input.path)?
    };
    let text = String::from_utf8(bytes).map_err(|_| IoError::Encoding { path: input.path.clone() })?;
    Ok(text.strip_prefix('\u{FEFF}').map(str::to_owned).unwrap_or(text))
}

/// The files in the binary with those of a folder over them, and perhaps another font for what the others lack.
///
/// # Errors
/// If the folder or the font cannot be read.
pub fn bundle(overlay: Option<&Path>, fallback: Option<&Path>) -> Result<Bundle, IoError> {
    let mut bundle = Bundle::embedded();
    if let Some(folder) = overlay {
        lay_over(&mut bundle, folder, folder)?;
    }
    if let Some(path) = fallback {
        bundle.lend(path.display().to_string(), read(path)?);
    }
    Ok(bundle)
}

fn lay_over(bundle: &mut Bundle, root: &Path, folder: &Path) -> Result<(), IoError> {
    for path in listing(folder)? {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if name.starts_with('.') {
            continue;
        }
        if path.is_dir() {
            lay_over(bundle, root, &path)?;
        } else {
            let relative = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            bundle.overlay(relative, path.display().to_string(), read(&path)?);
        }
    }
    Ok(())
}

/// The entries of a folder in the order of their names.
fn listing(folder: &Path) -> Result<Vec<PathBuf>, IoError> {
    let failed = |reason| IoError::Read { path: folder.to_owned(), reason };
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        paths.push(entry.map_err(failed)?.path());
    }
    paths.sort();
    Ok(paths)
}

fn read(path: &Path) -> Result<Vec<u8>, IoError> {
    fs::read(path).map_err(|reason| IoError::Read { path: path.to_owned(), reason })
}

/// A file of a pack.
#[derive(Clone, Debug)]
pub struct PackFile {
    /// Its name within the pack's folder.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// What to do with a pack's folder that holds files kitei did not write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overwrite {
    /// Leave it alone and fail.
    Refuse,
    /// Replace the folder all the same.
    Replace,
}

/// The name of the file that says what a pack holds.
pub const MANIFEST: &str = "manifest.json";

/// Writes a pack to `out/name`: first beside it, then in its place, so that the folder is replaced whole or not at all.
///
/// # Errors
/// If something cannot be written, or the folder holds files that kitei did not write.
pub fn write_pack(out: &Path, name: &str, files: &[PackFile], overwrite: Overwrite) -> Result<PathBuf, IoError> {
    let target = out.join(name);
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |reason| IoError::Write { path, reason }
    };
    fs::create_dir_all(out).map_err(failed(out))?;
    if overwrite == Overwrite::Refuse
        && let Some(path) = foreign_file(&target)?
    {
        return Err(IoError::Foreign { path });
    }
    let staging = tempfile::Builder::new().prefix(".kitei-").tempdir_in(out).map_err(failed(out))?;
    let fresh = staging.path().join("new");
    fs::create_dir(&fresh).map_err(failed(&fresh))?;
    for file in files {
        let path = fresh.join(&file.name);
        fs::write(&path, &file.bytes).map_err(failed(&path))?;
    }
    let old = staging.path().join("old");
    let replaced = target.exists();
    if replaced {
        fs::rename(&target, &old).map_err(failed(&target))?;
    }
    if let Err(reason) = fs::rename(&fresh, &target) {
        if replaced {
            fs::rename(&old, &target).map_err(failed(&target))?;
        }
        return Err(IoError::Write { path: target, reason });
    }
    Ok(target)
}

/// A file in a pack's folder that is not as the manifest there says, if there is one.
fn foreign_file(folder: &Path) -> Result<Option<PathBuf>, IoError> {
    if !folder.exists() {
        return Ok(None);
    }
    if !folder.is_dir() {
        return Ok(Some(folder.to_owned()));
    }
    let manifest = fs::read(folder.join(MANIFEST)).ok();
    let manifest: Option<serde_json::Value> = manifest.and_then(|bytes| serde_json::from_slice(&bytes).ok());
    let files = manifest.as_ref().and_then(|manifest| manifest.get("files")).and_then(|files| files.as_array());
    let known: BTreeMap<&str, &str> = files
        .into_iter()
        .flatten()
        .filter_map(|file| Some((file.get("name")?.as_str()?, file.get("sha256")?.as_str()?)))
        .collect();
    for path in listing(folder)? {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if name == MANIFEST && manifest.is_some() {
            continue;
        }
        let unchanged = path.is_file()
            && known
                .get(name.as_str())
                .is_some_and(|hash| fs::read(&path).is_ok_and(|bytes| hex(&Sha256::digest(&bytes)) == **hash));
        if !unchanged {
            return Ok(Some(path));
        }
    }
    Ok(None)
}

/// Writes a new file.
///
/// # Errors
/// If it exists already or cannot be written.
pub fn write_new(path: &Path, text: &str) -> Result<(), IoError> {
    use std::io::Write;
    let failed = |reason: std::io::Error| match reason.kind() {
        std::io::ErrorKind::AlreadyExists => IoError::Exists { path: path.to_owned() },
        _ => IoError::Write { path: path.to_owned(), reason },
    };
    let mut file = fs::File::create_new(path).map_err(failed)?;
    file.write_all(text.as_bytes()).map_err(failed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_lead_elsewhere_are_refused() {
        for name in ["", ".", "..", "a/b", "a\\b", "con", "COM1", "x.", "a:b"] {
            assert!(!is_folder_name(name), "{name}");
        }
        for name in ["hoshifuru-seiko", "株式会社ほしふる精工", "console", "com10"] {
            assert!(is_folder_name(name), "{name}");
        }
    }
}
