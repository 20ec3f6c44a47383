package dev.registrymirror.registries.file;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.DocumentEndEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.parser.Parser;

/**
 * Goes through the events of the first document before any tree is made of it, and ends the reading where the YAML library is known to
 * read something differently from yaml.v2, or where a tree would take too much.
 */
final class EventScan {
    /** RKE2 takes files 10,000 deep; composing recurses, so deeper ones than this are left undecided. */
    static final int MAX_DEPTH = 100;

    private static final String FLOW_INDICATORS = ",[]{}";
    private static final Pattern ANCHOR = Pattern.compile("[A-Za-z0-9_-]+");

    private final SourceText source;
    private final int maxNodes;
    private final Deque<Boolean> flow = new ArrayDeque<>();
    private boolean aliases;
    private int position;
    private int nodes;
    private boolean complete;

    EventScan(SourceText source, int maxNodes) {
        this.source = source;
        this.maxNodes = maxNodes;
    }

    void run(Parser parser) {
        while (parser.peekEvent() != null) {
            Event event = parser.getEvent();
            between(event);
            if (event instanceof NodeEvent && ++nodes > maxNodes) {
                throw Verdict.undecided("the file has more than %d keys and values".formatted(maxNodes));
            }
            switch (event) {
                case DocumentEndEvent end -> {
                    complete = true;
                    if (!end.getExplicit()) {
                        nothingBehind();
                    }
                    return;
                }
                case CollectionStartEvent start -> start(start);
                case CollectionEndEvent _ -> flow.pop();
                case AliasEvent alias -> {
                    aliases = true;
                    anchor(alias);
                }
                case ScalarEvent scalar -> scalar(scalar);
                default -> {}
            }
        }
    }

    /** Whether some node has an alias, and may be reached in more than one way. */
    boolean hasAliases() {
        return aliases;
    }

    /** Whether the content is over but not the document, so that an error lies behind the content. */
    boolean isBehindContent() {
        return nodes > 0 && flow.isEmpty() && !complete;
    }

    static Verdict trailing() {
        return Verdict.undecided(
                "something stands behind the end of the document, which YAML parsers read differently");
    }

    /** Behind its content a document may have blank lines, comments and the marker of its end. */
    private void nothingBehind() {
        boolean lineStart = position == 0 || isBreak(source.at(position - 1));
        for (int c = source.at(position); c >= 0; c = source.at(++position)) {
            if (lineStart && isMarker(c)) {
                return;
            }
            lineStart = isBreak(c);
            if (c == '#') {
                position = endOfLine(position) - 1;
            } else if (c != ' ' && !lineStart) {
                throw trailing();
            }
        }
    }

    private boolean isMarker(int c) {
        return (c == '-' || c == '.') && source.at(position + 1) == c && source.at(position + 2) == c;
    }

    private static boolean isBreak(int c) {
        return c == '\n' || c == '\r';
    }

    private int endOfLine(int from) {
        int end = from;
        while (source.at(end) >= 0 && !isBreak(source.at(end))) {
            end++;
        }
        return end;
    }

    /** Looks at what stands between two events for keys marked by "?", about whose ends parsers differ. */
    private void between(Event event) {
        int start = event.getStartMark().getIndex();
        while (position < start) {
            int c = source.at(position++);
            if (c == '#') {
                position = Math.min(start, endOfLine(position));
            } else if (c == '?') {
                throw markedKey(event);
            }
        }
        // In a list, the mark itself opens the map: [? a].
        if (event instanceof CollectionStartEvent && source.at(start) == '?') {
            throw markedKey(event);
        }
        position = Math.max(position, event.getEndMark().getIndex());
    }

    private static Verdict markedKey(Event event) {
        return Verdict.undecided(
                event.getStartMark(),
                "there is a key marked by \"?\", which YAML parsers read differently: leave the mark out");
    }

    private void start(CollectionStartEvent start) {
        anchor(start);
        tag(start.getTag(), start.getStartMark());
        flow.push(start.isFlow());
        if (flow.size() > MAX_DEPTH) {
            throw Verdict.undecided(start.getStartMark(), "the file is nested more than %d deep".formatted(MAX_DEPTH));
        }
    }

    private void scalar(ScalarEvent scalar) {
        anchor(scalar);
        tag(scalar.getTag(), scalar.getStartMark());
        boolean plain = scalar.getScalarStyle() == ScalarStyle.PLAIN;
        if (plain && Boolean.TRUE.equals(flow.peek()) && ambiguous(scalar)) {
            throw Verdict.undecided(
                    scalar.getStartMark(),
                    "a text in a list or map in brackets that YAML parsers read differently: put it in quotes");
        }
    }

    /** {@code [https://x:]} and {@code {a:{}}}: whether the colon belongs to the text is a matter of the parser. */
    private boolean ambiguous(ScalarEvent scalar) {
        int end = scalar.getEndMark().getIndex();
        return source.at(end) == ':' && FLOW_INDICATORS.indexOf(source.at(end + 1)) >= 0;
    }

    private static void anchor(NodeEvent event) {
        String anchor = event.getAnchor();
        if (anchor != null && !ANCHOR.matcher(anchor).matches()) {
            throw Verdict.undecided(
                    event.getStartMark(),
                    "there is an anchor that YAML parsers read differently: use letters, digits, \"-\" and \"_\"");
        }
    }

    /** Local tags mean nothing to RKE2. The tags of YAML itself do, and not what they mean to the library at hand. */
    private static void tag(@Nullable String tag, Mark mark) {
        if (tag != null && (!tag.startsWith("!") || tag.length() < 2)) {
            throw Verdict.undecided(mark, "there is a tag that YAML parsers read differently: leave it out");
        }
    }
}
