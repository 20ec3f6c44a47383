package dev.registrymirror.registries.file;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
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
    private static final String BLOCK_SCALAR_HEADER = "expected a comment or a line break";

    /**
     * Composes the tree.
     *
     * @param maxNodes with more keys and values than this a file is left undecided, since a tree takes much more memory than its text
     */
    static YamlTree of(SourceText source, int maxNodes) {
        EventScan scan = new EventScan(source, maxNodes);
        try {
            scan.run(parser(source));
            Composer composer = new Composer(parser(source), new Resolver(), options());
            return new YamlTree(composer.checkNode() ? composer.getNode() : null, scan.hasAliases());
        } catch (Verdict verdict) {
            throw verdict;
        } catch (MarkedYAMLException e) {
            throw scan.isBehindContent() ? EventScan.trailing() : refusal(e);
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
        options.setNestingDepthLimit(EventScan.MAX_DEPTH + 1);
        options.setMaxAliasesForCollections(Integer.MAX_VALUE);
        options.setCodePointLimit(Integer.MAX_VALUE);
        return options;
    }

    /** The library's own words may quote the file, and so a password: they are replaced. */
    private static Verdict refusal(MarkedYAMLException e) {
        String problem = e.getProblem() == null ? "" : e.getProblem();
        // RKE2 takes \' in double quotes, and a comment right behind the | or > of a block text.
        if (problem.startsWith("found unknown escape character '") || problem.startsWith(BLOCK_SCALAR_HEADER)) {
            return Verdict.undecided("there is a quoted or block text that YAML parsers read differently");
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
}
