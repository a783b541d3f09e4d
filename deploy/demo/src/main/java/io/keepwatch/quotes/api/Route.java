package io.keepwatch.quotes.api;

import java.io.IOException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// One kind of request: a method and a path template such as `/quotes/{id}`, and who answers it.
record Route(String method, String template, Handler handler) {

    @FunctionalInterface
    interface Handler {
        Answer answer(Request request) throws SQLException, IOException;
    }

    /// The open parts of the template, if the path fits it.
    Optional<Map<String, String>> match(String path) {
        String[] wanted = template.split("/", -1);
        String[] given = path.split("/", -1);
        if (wanted.length != given.length) {
            return Optional.empty();
        }
        var open = new HashMap<String, String>();
        for (int i = 0; i < wanted.length; i++) {
            if (wanted[i].startsWith("{")) {
                open.put(wanted[i].substring(1, wanted[i].length() - 1), given[i]);
            } else if (!wanted[i].equals(given[i])) {
                return Optional.empty();
            }
        }
        return Optional.of(open);
    }
}
