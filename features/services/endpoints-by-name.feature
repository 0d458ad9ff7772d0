Feature: kubectl get endpoints, the first thing to look at
  Before policy is suspected, somebody has to be behind the Service: pods that it selects, that are ready, with the port that
  it leads to.
  Sources: kubernetes.io, Debug Services, "Does the Service have any EndpointSlices?".

  Background:
    Given the pods:
      | pod       | labels       | ports    | ip         |
      | frontend  |              |          | 10.244.0.1 |
      | backend-1 | app=backend  | web=8080 | 10.244.0.2 |
      | backend-2 | app=backend  | web=9090 | 10.244.0.3 |
    And the services:
      | service | ports    |
      | backend | 80 → web |

  Scenario: Each pod with the port that the name stands for on it
    Then service/backend has endpoints
    And the endpoints of service/backend are backend-1:8080 and backend-2:9090
    And the endpoints of backend are 10.244.0.2:8080, 10.244.0.3:9090

  Scenario: A pod that is not ready is none
    When pod backend-2 is not ready
    Then the endpoints of service/backend are backend-1
    When pod backend-1 is not ready
    Then service/backend has no endpoints

  Scenario: Nor is one whose labels the Service does not select
    When pod backend-1 is labelled app=bakend
    Then the endpoints of service/backend are backend-2:9090

  Scenario: A Service that is deleted has neither endpoints nor an address
    Given the stateful model
    And kube-dns
    When frontend resolves backend
    And service backend is deleted
    Then frontend cannot resolve backend: NXDOMAIN
