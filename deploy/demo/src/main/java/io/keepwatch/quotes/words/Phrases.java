package io.keepwatch.quotes.words;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Makes up names and sayings. The same random numbers give the same text: [Random] is specified to the bit.
public final class Phrases {

    private static final Pattern SLOT = Pattern.compile("\\{(\\p{Alpha}+)2?}");

    private final Map<String, List<String>> lists;

    private Phrases(Map<String, List<String>> lists) {
        this.lists = lists;
    }

    public static Phrases load() {
        try (InputStream words = Phrases.class.getResourceAsStream("words.txt")) {
            if (words == null) {
                throw new IllegalStateException("words.txt is missing from the jar");
            }
            return new Phrases(parse(new BufferedReader(new InputStreamReader(words, StandardCharsets.UTF_8))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String name(Random random) {
        return pick("given", random) + " " + pick("family", random);
    }

    public String saying(Random random) {
        String template = pick("template", random);
        Matcher slots = SLOT.matcher(template);
        var saying = new StringBuilder();
        while (slots.find()) {
            String list = slots.group(1);
            String word = pick(list.toLowerCase(), random);
            boolean capital = Character.isUpperCase(list.charAt(0));
            slots.appendReplacement(saying, Matcher.quoteReplacement(capital ? capitalised(word) : word));
        }
        return slots.appendTail(saying).toString();
    }

    /// A word that people look for, e.g. `patience`.
    public String searchWord(Random random) {
        return pick(random.nextBoolean() ? "virtue" : "vice", random);
    }

    private String pick(String list, Random random) {
        List<String> words = lists.get(list);
        return words.get(random.nextInt(words.size()));
    }

    private static String capitalised(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    private static Map<String, List<String>> parse(BufferedReader text) throws IOException {
        var lists = new LinkedHashMap<String, List<String>>();
        String heading = "";
        for (String line = text.readLine(); line != null; line = text.readLine()) {
            if (line.startsWith("[")) {
                heading = line.substring(1, line.indexOf(']'));
                lists.put(heading, new ArrayList<>());
            } else if (!line.isBlank() && !line.startsWith("#")) {
                lists.get(heading).addAll(entries(heading, line));
            }
        }
        return lists;
    }

    private static List<String> entries(String heading, String line) {
        return switch (heading) {
            case "given", "family" -> List.of(line.split(" "));
            case "template" -> List.of(line);
            default -> List.of(line.split("\\|"));
        };
    }
}
