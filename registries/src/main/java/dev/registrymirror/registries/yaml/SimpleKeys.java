package dev.registrymirror.registries.yaml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The words that turn out to be keys if a colon follows, one at most for each level of brackets. */
final class SimpleKeys {
    /** A key and its colon must be this near to each other, and on one line. */
    private static final int MAX_LENGTH = 1024;

    /**
     * A word that may be a key.
     *
     * @param token its number, counted from the first of the text
     * @param mark where it begins
     * @param required whether nothing but a key can stand there
     */
    record Key(int token, Mark mark, boolean required) {}

    /** A level of brackets, with the word that may be a key in it. */
    private static final class Level {
        private int token;
        private @Nullable Key key;

        private Level(int token) {
            this.token = token;
        }
    }

    private final Input input;
    private final List<Level> levels = new ArrayList<>();

    /** The levels of the words that nobody may have yet, by the words' numbers. */
    private final Map<Integer, Integer> held = new HashMap<>();

    SimpleKeys(Input input) {
        this.input = input;
        levels.add(new Level(0));
    }

    /** Opens a level with the bracket that is the token of this number. */
    void open(int token) {
        levels.add(new Level(token));
    }

    /**
     * Closes a level. If nothing in it could be a key, as in {@code {}}, yaml.v2 lets go of the opening bracket: brackets with nothing in
     * them are no key to it.
     */
    void close() {
        if (depth() > 0) {
            held.remove(levels.removeLast().token);
        }
    }

    /** How many brackets are open. */
    int depth() {
        return levels.size() - 1;
    }

    void save(Key key) {
        remove();
        levels.getLast().key = key;
        levels.getLast().token = key.token();
        held.put(key.token(), depth());
    }

    /** Gives up the key of this level; an error if there had to be one. */
    void remove() {
        Key key = levels.getLast().key;
        if (key != null) {
            giveUp(levels.getLast(), key);
            held.remove(key.token());
        }
    }

    /** The key of this level, if a colon here makes it one; it is one no longer then. */
    @Nullable
    Key take() {
        Key key = valid(levels.getLast());
        if (key != null) {
            levels.getLast().key = null;
            held.remove(key.token());
        }
        return key;
    }

    /** Whether a token may still turn out to be a key. */
    boolean holds(int token) {
        Integer level = held.get(token);
        return level != null && level <= depth() && valid(levels.get(level)) != null;
    }

    private @Nullable Key valid(Level level) {
        Key key = level.key;
        if (key == null || isNear(key.mark())) {
            return key;
        }
        giveUp(level, key);
        return null;
    }

    private boolean isNear(Mark key) {
        return key.line() == input.line() && key.index() + MAX_LENGTH >= input.index();
    }

    private static void giveUp(Level level, Key key) {
        if (key.required()) {
            throw new SyntaxException(key.mark(), "a key has no colon");
        }
        level.key = null;
    }
}
