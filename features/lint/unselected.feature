Feature: Workloads that no policy selects
  Isolation begins where a policy selects a pod. Whom none selects everybody may reach.

  Background:
    Given the pods:
      | pod      | ports |
      | shop/web | 8080  |
      | shop/api | 8080  |
      | dev/ci   |       |
    And the namespace shop
    And web allows ingress

  Scenario: A pod that was forgotten, and a namespace
    Then lint finds nothing but:
      | finding             | about         |
      | unselected-workload | shop/api[Pod] |
      | unselected-workload | namespace dev |

  Scenario: A deny-all in each namespace
    Given deny-all in namespace shop
    And deny-all in namespace dev
    Then lint finds nothing
