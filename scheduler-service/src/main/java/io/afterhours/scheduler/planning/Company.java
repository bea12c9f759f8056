package io.afterhours.scheduler.planning;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Builds that wait to start together as one attempt. Each of them is expected to take and to cost what all do together.
 *
 * @param builds their ids, the one that leads first
 * @param minutes how many should be saved by that
 * @param nanos how many nano-dollars should be saved by that
 */
public record Company(List<String> builds, int minutes, long nanos) {
    public Company {
        builds = List.copyOf(builds);
    }

    /**
     * The candidates, of which those of one company are one: its first that is among them leads, stands where the best of them
     * stood, and has the best place that a person gave to any.
     */
    public static List<Candidate> folded(List<Candidate> candidates, Collection<Company> companies) {
        var of = new HashMap<String, Company>();
        companies.forEach(company -> company.builds.forEach(id -> of.put(id, company)));
        var byId = candidates.stream()
                .filter(each -> of.containsKey(each.id()))
                .collect(Collectors.toMap(Candidate::id, Function.identity()));
        var folded = new ArrayList<Candidate>();
        var done = new HashSet<Company>();
        for (var candidate : candidates) {
            var company = of.get(candidate.id());
            if (company == null) {
                folded.add(candidate);
            } else if (done.add(company)) {
                folded.add(company.leader(byId));
            }
        }
        return folded;
    }

    /** All of them but one. */
    public List<String> others(String than) {
        return builds.stream().filter(id -> !id.equals(than)).toList();
    }

    /** The candidates, each with those that go along with it. */
    public static List<Candidate> accompanied(
            List<Candidate> candidates, Collection<Company> companies, Map<String, Candidate> members) {
        var of = new HashMap<String, Company>();
        companies.forEach(company -> company.builds.forEach(id -> of.put(id, company)));
        return candidates.stream()
                .map(each -> {
                    var company = of.get(each.id());
                    return company == null ? each : each.leading(company.along(each, members));
                })
                .toList();
    }

    private Along along(Candidate build, Map<String, Candidate> members) {
        return new Along(
                others(build.id()).stream()
                        .map(members::get)
                        .filter(Objects::nonNull)
                        .toList(),
                minutes,
                nanos);
    }

    private Candidate leader(Map<String, Candidate> present) {
        var members = builds.stream().map(present::get).filter(Objects::nonNull).toList();
        var place = members.stream()
                .map(Candidate::place)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
        return members.getFirst().at(place).leading(new Along(members.subList(1, members.size()), minutes, nanos));
    }
}
