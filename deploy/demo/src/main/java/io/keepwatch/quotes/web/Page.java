package io.keepwatch.quotes.web;

/// What a visitor can do on the site, with how often it is done in a hundred visits.
enum Page {
    HOME("GET", "/", 36),
    QUOTE("GET", "/quote/{id}", 14),
    AUTHOR("GET", "/author/{id}", 12),
    SEARCH("GET", "/search", 20),
    SHARE("POST", "/quote", 12),
    LIKE("POST", "/quote/{id}/like", 6);

    final String method;
    final String route;
    final int share;

    Page(String method, String route, int share) {
        this.method = method;
        this.route = route;
        this.share = share;
    }

    /// @param hundredth 0 to 99
    static Page at(int hundredth) {
        int left = hundredth;
        for (Page page : values()) {
            left -= page.share;
            if (left < 0) {
                return page;
            }
        }
        throw new IllegalArgumentException("The shares of the pages make a hundred, but there is none at " + hundredth);
    }
}
