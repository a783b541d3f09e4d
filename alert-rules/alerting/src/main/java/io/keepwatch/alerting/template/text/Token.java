package io.keepwatch.alerting.template.text;

import java.util.Map;

/// A word of a template.
///
/// @param position of its first character
/// @param line where it starts, from 1
record Token(Type type, int position, String text, int line) {

    enum Type {
        ERROR, BOOL, CHAR, CHAR_CONSTANT, ASSIGN, DECLARE, END_OF_TEXT, FIELD, IDENTIFIER, LEFT_DELIMITER, LEFT_PAREN, NUMBER, PIPE,
        RAW_STRING, RIGHT_DELIMITER, RIGHT_PAREN, SPACE, STRING, TEXT, VARIABLE,
        DOT, BLOCK, BREAK, CONTINUE, DEFINE, ELSE, END, IF, NIL, RANGE, TEMPLATE, WITH
    }

    static final Map<String, Type> KEYWORDS = Map.ofEntries(Map.entry("block", Type.BLOCK), Map.entry("break", Type.BREAK),
            Map.entry("continue", Type.CONTINUE), Map.entry("define", Type.DEFINE), Map.entry("else", Type.ELSE), Map.entry("end", Type.END),
            Map.entry("if", Type.IF), Map.entry("nil", Type.NIL), Map.entry("range", Type.RANGE), Map.entry("template", Type.TEMPLATE),
            Map.entry("with", Type.WITH));

    private static final int SHOWN = 10;

    /// As Go names it in messages.
    @Override
    public String toString() {
        if (type == Type.END_OF_TEXT) {
            return "EOF";
        }
        if (type == Type.ERROR) {
            return text;
        }
        if (type.compareTo(Type.DOT) >= 0) {
            return "<" + text + ">";
        }
        return text.length() > SHOWN ? Quoting.quote(text.substring(0, SHOWN)) + "..." : Quoting.quote(text);
    }
}
