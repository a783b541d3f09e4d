package io.keepwatch.alerting.template;

/// The first letter of each word in upper case, the others as they are.
final class TitleCase {

    /// Do not end a word between two of its letters, as in `it's`.
    private static final String WITHIN_WORDS = "'.:\u00b7\u2018\u2019\u2024\u2027";

    private TitleCase() {}

    static String of(String text) {
        var title = new StringBuilder(text.length());
        boolean inWord = false;
        boolean afterMiddle = false;
        int at = 0;
        while (at < text.length()) {
            int c = text.codePointAt(at);
            at += Character.charCount(c);
            boolean middle = WITHIN_WORDS.indexOf(c) >= 0;
            inWord &= !(afterMiddle && middle);
            boolean cased = Character.isUpperCase(c) || Character.isLowerCase(c) || Character.isTitleCase(c);
            title.appendCodePoint(cased && !inWord ? Character.toTitleCase(c) : c);
            inWord = cased || inWord && (middle || c == '_' || Character.isLetterOrDigit(c) || Character.getType(c) == Character.NON_SPACING_MARK);
            afterMiddle = middle;
        }
        return title.toString();
    }
}
