package dev.registrymirror.registries.file;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.DocumentEndEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * The node graph of a file's first document, which is the only one that RKE2 looks at.
 *
 * @param root null if there is no document
 * @param aliases whether a node may be reached in more than one way
 */
record YamlTree(@Nullable Node root, boolean aliases) {
    /** RKE2 takes files 10,000 deep; composing recurses, so deeper ones than this are left undecided. */
    private static final int MAX_DEPTH = 100;

    private static final String BLOCK_SCALAR_HEADER = "expected a comment or a line break";

    /**
     * Composes the tree.
     *
     * @param maxNodes with more keys and values than this a file is left undecided, since a tree takes much more memory than its text
     */
    static YamlTree of(SourceText source, int maxNodes) {
        Scan scan = new Scan(source, maxNodes);
        try {
            scan.run(parser(source));
            Composer composer = new Composer(parser(source), new Resolver(), options());
            return new YamlTree(composer.checkNode() ? composer.getNode() : null, scan.aliases);
        } catch (Verdict verdict) {
            throw verdict;
        } catch (MarkedYAMLException e) {
            throw scan.isBehindContent() ? Scan.trailing() : refusal(e);
        } catch (RuntimeException _) {
            // The library also throws what it does not declare, as for an escape above U+10FFFF.
            throw Verdict.undecided("the YAML library at hand does not cope with the file");
        }
    }

    private static Parser parser(SourceText source) {
        return new ParserImpl(new StreamReader(source.text()), options());
    }

    private static LoaderOptions options() {
        LoaderOptions options = new LoaderOptions();
        options.setNestingDepthLimit(MAX_DEPTH + 1);
        options.setMaxAliasesForCollections(Integer.MAX_VALUE);
        options.setCodePointLimit(Integer.MAX_VALUE);
        return options;
    }

    /** The library's own words may quote the file, and so a password: they are replaced. */
    private static Verdict refusal(MarkedYAMLException e) {
        String problem = e.getProblem() == null ? "" : e.getProblem();
        if (problem.startsWith("found unknown escape character '") || problem.startsWith(BLOCK_SCALAR_HEADER)) {
            throw Verdict.undecided("there is a quoted or block text that YAML parsers read differently");
        }
        String reason;
        if (problem.startsWith("found unknown escape character")) {
            reason = "an escape that YAML does not know stands in double quotes: use single quotes";
        } else if (problem.startsWith("found character")) {
            reason = "nothing can start with this character: put the text in quotes";
        } else if (problem.startsWith("mapping values are not allowed")) {
            reason = "there is a colon where no key can be: check the indentation, or put the text in quotes";
        } else if (problem.startsWith("found undefined alias")) {
            reason = "there is an alias without its anchor";
        } else if (problem.startsWith("could not find expected ':'")) {
            reason = "a key has no colon";
        } else {
            reason = "this is not valid YAML";
        }
        Mark mark = e.getProblemMark();
        return mark == null ? Verdict.refused(1, 1, reason) : Verdict.refused(mark, reason);
    }

    /** Goes through the events of the first document before any tree is made of it. */
    private static final class Scan {
        private static final String FLOW_INDICATORS = ",[]{}";
        private static final Pattern ANCHOR = Pattern.compile("[A-Za-z0-9_-]+");

        private final SourceText source;
        private final int maxNodes;
        private final Deque<Boolean> flow = new ArrayDeque<>();
        private boolean aliases;
        private int position;
        private int nodes;
        private boolean complete;

        Scan(SourceText source, int maxNodes) {
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
                    throw Verdict.undecided(
                            event.getStartMark(),
                            "there is a key marked by \"?\", which YAML parsers read differently: leave the mark out");
                }
            }
            position = Math.max(position, event.getEndMark().getIndex());
        }

        private void start(CollectionStartEvent start) {
            anchor(start);
            tag(start.getTag(), start.getStartMark());
            flow.push(start.isFlow());
            if (flow.size() > MAX_DEPTH) {
                throw Verdict.undecided(
                        start.getStartMark(), "the file is nested more than %d deep".formatted(MAX_DEPTH));
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
}
