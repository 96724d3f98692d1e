//! Where the site will be found, if that is known.
//!
//! Links between pages are relative and never ask. What leaves the site (canonical links, previews,
//! the sitemap) must be absolute; where no origin is known it is left out, and nothing is invented.

use mdbook_preprocessor::config::HtmlConfig;

/// The site's absolute address, ending with `/`.
///
/// It is `output.html.site-url` where that is absolute, as the publishing workflow sets it, or the
/// path that it names on the host `output.html.cname`.
pub fn of(config: &HtmlConfig) -> Option<String> {
    let path = config.site_url.as_deref().unwrap_or("/");
    let address = match &config.cname {
        _ if path.starts_with("https://") || path.starts_with("http://") => path.to_owned(),
        Some(host) => format!("https://{host}/{}", path.trim_start_matches('/')),
        None => return None,
    };
    Some(format!("{}/", address.trim_end_matches('/')))
}

/// The absolute address of a page; `index.html` is the folder that it stands in.
pub fn of_page(site: &str, page: &str) -> String {
    format!("{site}{}", page.strip_suffix("index.html").unwrap_or(page))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(site_url: Option<&str>, cname: Option<&str>) -> Option<String> {
        let mut config = HtmlConfig::default();
        config.site_url = site_url.map(str::to_owned);
        config.cname = cname.map(str::to_owned);
        of(&config)
    }

    #[test]
    fn only_an_absolute_address_is_one() {
        assert_eq!(address(None, None), None);
        assert_eq!(address(Some("/book/"), None), None);
        let found = Some("https://example.org/book/".to_owned());
        assert_eq!(address(Some("https://example.org/book"), None), found);
        assert_eq!(address(Some("https://example.org/book/"), None), found);
        assert_eq!(address(Some("/book/"), Some("example.org")), found);
        let root = Some("https://example.org/".to_owned());
        assert_eq!(address(None, Some("example.org")), root);
    }

    #[test]
    fn the_first_page_is_its_folder() {
        let site = "https://example.org/book/";
        assert_eq!(of_page(site, "index.html"), site);
        assert_eq!(
            of_page(site, "moves.html"),
            "https://example.org/book/moves.html"
        );
    }
}
