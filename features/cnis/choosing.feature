Feature: Choosing a network plugin
  A plugin is chosen by a sentence, by a tag, or for a whole run by the world parameter `cni`. It brings its model and
  its settings; a setting that is chosen after it stands.

  Background:
    Given the pods:
      | pod      | ports |
      | frontend |       |
      | backend  | 8080  |
    And deny-all

  Scenario: By a sentence
    Given a cluster that runs kube-router
    Then frontend → backend:8080 fails with connection refused

  @cni:kube-router
  Scenario: By a tag
    Then frontend → backend:8080 fails with connection refused

  @cni:Flannel
  Scenario: A tag brings its model, whatever the model of the run is
    Then frontend → backend:8080 succeeds

  @cni:kube-router
  Scenario: The plugin that is named last counts, and nothing of the one before remains
    Given a cluster that runs Calico
    Then frontend → backend:8080 fails with a timeout

  Scenario: A setting after it
    Given a cluster that runs kube-router
    And the setting blocked-packets is dropped
    Then frontend → backend:8080 fails with a timeout

  Scenario Outline: Case, spaces and hyphens do not matter: <CNI>
    Given a cluster that runs <CNI>
    Then frontend → backend:8080 fails with connection refused

    Examples:
      | CNI         |
      | kube-router |
      | Kube Router |
      | KUBEROUTER  |

  Scenario: OVN-Kubernetes, but with replies that pass as on Cilium
    Given a cluster that runs OVN-Kubernetes
    And the setting rejudged-replies is pass
    And all policies are deleted
    And frontend opens a connection to backend:8080
    When deny-all egress
    And backend sends data
    Then the packets are:
      | from     | packet | verdict                    |
      | backend  | data   | passes                     |
      | frontend | ACK    | dropped at frontend egress |
