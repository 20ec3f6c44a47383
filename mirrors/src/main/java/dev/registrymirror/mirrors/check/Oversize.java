package dev.registrymirror.mirrors.check;

import dev.registrymirror.mirrors.combine.Combination;
import dev.registrymirror.mirrors.manifest.ManifestCode;
import dev.registrymirror.registries.compose.Contribution;
import dev.registrymirror.registries.findings.Severity;
import dev.registrymirror.registries.model.Secret;
import dev.registrymirror.registries.revision.RevisionKey;
import dev.registrymirror.registries.revision.RevisionResult;
import dev.registrymirror.registries.revision.Revisions;
import java.util.ArrayList;
import java.util.List;

/** RegistryMirrors that come to more than a node is given. */
final class Oversize {
    /** Nothing gets a name by it that anybody sees. */
    private static final Revisions REVISIONS = new Revisions(new RevisionKey(Secret.of(new byte[RevisionKey.LENGTH])));

    private Oversize() {}

    static List<ObjectFinding> of(List<Company> companies) {
        List<ObjectFinding> found = new ArrayList<>();
        for (Company company : companies) {
            List<Candidate> members = company.members();
            if (!members.stream().allMatch(Candidate::isValid)) continue;
            if (REVISIONS.of(company.composed()) instanceof RevisionResult.TooLarge tooLarge) {
                List<Contribution> contributions = members.stream()
                        .map(member -> member.examined().contribution())
                        .toList();
                String message = Combination.said(tooLarge, contributions, company.composed());
                members.forEach(member -> found.add(member.finding(
                        Severity.ERROR, ManifestCode.TooLarge.name(), "spec", message, tooLarge.remedy())));
            }
        }
        return found;
    }
}
