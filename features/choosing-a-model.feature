Feature: A scenario chooses its model
  three-check is the rule of the study notes and the default. A sentence, a tag, a profile (-p upstream) or a world
  parameter chooses another; a single question may name its own.

  Background:
    Given the pods:
      | pod      | ports |
      | frontend |       |
      | backend  | 8080  |
    And deny-all
    And backend has only ingress

  Scenario: A sentence chooses
    Given the stateful model
    Then frontend → backend:8080 succeeds

  @model:stateful
  Scenario: A tag chooses
    Then frontend → backend:8080 succeeds

  @model:stateful
  Scenario: A sentence is nearer than a tag
    Given the three-check model
    Then frontend → backend:8080 fails at backend egress for the reply

  Scenario: A question names its own, and the scenario goes on as before
    Given the three-check model
    Then under the stateful model, frontend → backend:8080 succeeds
    But frontend → backend:8080 fails at backend egress for the reply

  Scenario: Established connections are not judged again
    UDP and SCTP are established with the first answer, TCP with the last packet of its handshake.

    Given the three-check model
    And backend allows egress to frontend on port 32768-60999
    Then frontend → backend:8080 succeeds
