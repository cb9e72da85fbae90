Feature: Registrations of documents of the International Bureau
  A document of RO/IB is at home with the PCT service. What DAS registers is that it can be had there, and nobody but the Bureau can say
  so. WIPO DAS REST API, storage and retention table; our proposals where it is silent.

  @DAS-API-PCT-02 @requires:pct-service
  Rule: The International Bureau registers its documents without content

    Scenario: A document that the PCT service keeps is registered
      When the International Bureau registers a document that the PCT service keeps
      Then DAS acknowledges the registration
      And the document is nowhere at DAS

  @DAS-API-PCT-03 @requires:another-client @requires:pct-service
  Rule: No other office registers documents of the International Bureau

    Scenario: An office that keeps documents itself does not keep those of the International Bureau
      When an office with a digital library registers a document of the International Bureau as its own
      Then DAS refuses the request
