Feature: What a change of policies does to reachability
  Before a change goes in, it is asked of all pairs and all ports what it opens and what it closes.

  Background:
    Given the stateful model
    And the manifests in "now/"

  Scenario: The next version of the policies
    When the policies in "next/" replace those in "now/"
    Then no flow is lost
    But only these flows are gained:
      | from         | to       | ports     |
      | frontend     | database | 9187      |
      | 10.20.0.0/16 | database | 5432-5433 |

  Scenario: A change in English
    Given reachability as it is now
    When frontend allows egress to backend
    Then no flow is gained
    And only these flows are lost:
      | from     | to                  | ports |
      | frontend | outside the cluster | all   |

  Scenario: The same in other words
    Then the policies in "now/" and those in "spelled-otherwise/" allow the same flows
    When the policies in "spelled-otherwise/" replace those in "now/"
    Then no flow changes

  Scenario: What could be left out
    Then ingress rule 1 of policy database changes nothing
    And policy deny-all-ingress changes something
    When the policies:
      """
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: again, namespace: shop }
      spec: { podSelector: { matchLabels: { app: backend } } }
      """
    Then policy again changes nothing

  Scenario: Under another model
    Given reachability as it is now
    When backend allows egress to database
    Then under the three-check model, only these flows are lost:
      | from     | to                  | ports |
      | frontend | backend             | 8080  |
      | backend  | outside the cluster | all   |
    And no flow is gained

  Scenario: What could be relied on, and cannot any more
    Given the three-check model
    And database allows egress to backend on ports 32768-60999
    And reachability as it is now
    When policy allow-database-egress-to-backend-on-32768-to-60999 is deleted
    And database allows egress to backend on ports 32768-40000
    Then backend → database:5432 is unreliable
    And only these flows are lost:
      | from    | to       | ports     |
      | backend | database | 5432-5433 |
    And no flow is gained
