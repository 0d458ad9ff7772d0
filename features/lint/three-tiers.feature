Feature: The three tiers of the study notes, linted
  Eight policies that hold under the notes' own rule. Upstream, what steps 5, 6 and 8 say of replies is needless.

  Background:
    Given the namespace shop
    And the pods:
      | pod      | labels        | ports |
      | shop/web | tier=frontend | 80    |
      | shop/api | tier=backend  | 8080  |
      | shop/db  | tier=database | 3306  |

  Scenario: With rules for replies
    Given the manifests in "../notes/manifests/three-tier/"
    Then lint finds:
      | finding                | policy                     | rule          |
      | superfluous-reply-rule | backend-egress-to-frontend | egress rule 1 |
      | redundant-policy       | backend-egress-to-frontend |               |
      | superfluous-reply-rule | backend-to-database        | egress rule 2 |
      | superfluous-reply-rule | database-egress-to-backend | egress rule 1 |
      | dns-over-udp-only      | frontend-to-backend        | egress rule 2 |
      | dns-over-udp-only      | backend-to-database        | egress rule 3 |

  Scenario: Without them
    Given the manifests in "../notes/manifests/three-tier-without-replies/"
    Then lint finds:
      | finding           | policy              | rule          |
      | dns-over-udp-only | frontend-to-backend | egress rule 2 |
      | dns-over-udp-only | backend-to-database | egress rule 2 |
    And lint finds no superfluous-reply-rule

  Scenario: Step 5 alone, and a frontend that lets in whoever knocks
    Given the manifests in "../notes/manifests/three-tier-without-replies/"
    And the manifests in "../notes/manifests/three-tier/5-backend-egress-to-frontend.yaml"
    And web allows ingress
    And the stateful model
    Then lint finds superfluous-reply-rule in policy backend-egress-to-frontend
    And api can reach web on 9090
    When policy backend-egress-to-frontend is deleted
    Then api cannot reach web
